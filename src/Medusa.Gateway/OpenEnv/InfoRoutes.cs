using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>OpenEnv's <c>/health</c>, <c>/metadata</c>, <c>/schema</c> and <c>/openapi.json</c>.</summary>
/// <param name="environments">The environments.</param>
/// <param name="calls">Asks plugins what they say of themselves.</param>
/// <param name="web">Whether there is a page for people.</param>
internal sealed class InfoRoutes(EnvironmentLookup environments, PluginCalls calls, WebOptions web)
{
    private static readonly ReadOnlyMemory<byte> Healthy = "{\"status\":\"healthy\"}"u8.ToArray();

    /// <summary>The process is alive; below an environment's prefix also that it offers the environment.</summary>
    /// <param name="context">The request.</param>
    public async Task HealthAsync(HttpContext context)
    {
        if (!context.Request.RouteValues.ContainsKey(EnvironmentLookup.RouteValue) || await environments.FindAsync(context) is not null)
        {
            await Replies.JsonAsync(context, Healthy);
        }
    }

    /// <summary>What the environment is.</summary>
    /// <param name="context">The request.</param>
    /// <param name="environment">The environment.</param>
    public Task MetadataAsync(HttpContext context, LoadedEnvironment environment)
    {
        var json = new JsonBuffer();
        json.Record(Record.Of(
            ("name", environment.Definition.Name),
            ("description", environment.Definition.Description),
            ("readme_content", default),
            ("version", environment.Definition.Version),
            ("author", default),
            ("documentation_url", default)));
        return Replies.JsonAsync(context, json.WrittenMemory);
    }

    /// <summary>The JSON schemas of action, observation and state.</summary>
    /// <param name="context">The request.</param>
    /// <param name="environment">The environment.</param>
    public async Task SchemaAsync(HttpContext context, LoadedEnvironment environment)
    {
        var schemas = await calls.WriteAsync(environment, json =>
        {
            json.StartObject();
            json.Name("action"u8);
            SchemaWriter.WriteAction(environment.Definition, json);
            json.Name("observation"u8);
            SchemaWriter.WriteObservation(environment.Definition, json);
            json.Name("state"u8);
            SchemaWriter.WriteState(json);
            json.EndObject();
        });
        await Replies.JsonAsync(context, schemas.WrittenMemory);
    }

    /// <summary>The OpenAPI document of the environment; at the root with the native API.</summary>
    /// <param name="context">The request.</param>
    /// <param name="environment">The environment.</param>
    public async Task OpenApiAsync(HttpContext context, LoadedEnvironment environment)
    {
        var isRoot = context.Request.RouteValues[EnvironmentLookup.RouteValue] is null;
        var prefix = isRoot ? null : $"/envs/{environment.Definition.Name}";
        var others = environments.Catalogue.Environments.Select(other => other.Definition.Name);
        var document = await calls.RunAsync(environment, _ => OpenApiDocument.Write(environment, environments.OptionsOf(environment.Definition), prefix, others, web.Enabled));
        await Replies.JsonAsync(context, document);
    }
}
