using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>OpenEnv's <c>/health</c>, <c>/metadata</c>, <c>/schema</c>, <c>/openapi.json</c> and <c>/docs</c>, and <c>/ready</c>.</summary>
/// <param name="environments">The environments.</param>
internal sealed class InfoRoutes(EnvironmentLookup environments)
{
    private static readonly ReadOnlyMemory<byte> Healthy = "{\"status\":\"healthy\"}"u8.ToArray();

    /// <summary>The process is alive; below an environment's prefix also that it offers the environment.</summary>
    /// <param name="context">The request.</param>
    public async Task HealthAsync(HttpContext context)
    {
        if (!environments.IsNamed(context) || await environments.FindAsync(context) is not null)
        {
            await Replies.JsonAsync(context, Healthy);
        }
    }

    /// <summary>Episodes can be started: at least one environment is loaded.</summary>
    /// <param name="context">The request.</param>
    public Task ReadyAsync(HttpContext context)
    {
        var names = environments.Catalogue.Environments.Select(environment => environment.Definition.Name).ToArray();
        var json = new JsonBuffer();
        json.StartObject();
        json.Name("status"u8);
        json.Text(names.Length > 0 ? "ready" : "no environment is loaded");
        json.Name("environments"u8);
        json.Value(Value.List(names));
        json.EndObject();
        return Replies.JsonAsync(context, json.WrittenMemory, names.Length > 0 ? 200 : 503);
    }

    /// <summary>What the environment is.</summary>
    /// <param name="context">The request.</param>
    public async Task MetadataAsync(HttpContext context)
    {
        if (await environments.FindAsync(context) is not { } environment)
        {
            return;
        }

        var json = new JsonBuffer();
        json.Record(Record.Of(
            ("name", environment.Definition.Name),
            ("description", environment.Definition.Description),
            ("readme_content", default),
            ("version", environment.Definition.Version),
            ("author", default),
            ("documentation_url", default)));
        await Replies.JsonAsync(context, json.WrittenMemory);
    }

    /// <summary>The JSON schemas of action, observation and state.</summary>
    /// <param name="context">The request.</param>
    public async Task SchemaAsync(HttpContext context)
    {
        if (await environments.FindAsync(context) is not { } environment)
        {
            return;
        }

        var json = new JsonBuffer(4096);
        json.StartObject();
        json.Name("action"u8);
        SchemaWriter.WriteAction(environment.Definition, json);
        json.Name("observation"u8);
        SchemaWriter.WriteObservation(environment.Definition, json);
        json.Name("state"u8);
        SchemaWriter.WriteState(json);
        json.EndObject();
        await Replies.JsonAsync(context, json.WrittenMemory);
    }

    /// <summary>The OpenAPI document of the environment; at the root with the native API.</summary>
    /// <param name="context">The request.</param>
    public async Task OpenApiAsync(HttpContext context)
    {
        if (await environments.FindAsync(context) is not { } environment)
        {
            return;
        }

        var isRoot = context.Request.RouteValues[EnvironmentLookup.RouteValue] is null;
        var prefix = isRoot ? null : $"/envs/{environment.Definition.Name}";
        await Replies.JsonAsync(context, OpenApiDocument.Write(environment.Definition, prefix, withNativeApi: isRoot));
    }

    /// <summary>A page that lists the routes.</summary>
    /// <param name="context">The request.</param>
    public async Task DocsAsync(HttpContext context)
    {
        if (await environments.FindAsync(context) is { } environment)
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(DocsPage.Write(environment.Definition), context.RequestAborted);
        }
    }
}
