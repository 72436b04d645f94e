using System.Collections.Immutable;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary><c>GET /v1/plugins</c> and <c>POST /v1/plugins/reload</c>.</summary>
/// <param name="environments">The environments, where the catalogue is fixed.</param>
/// <param name="reloads">Reloads plugins.</param>
internal sealed class PluginRoutes(EnvironmentLookup environments, PluginReloads reloads)
{
    /// <summary>Lists the plugins.</summary>
    /// <param name="context">The request.</param>
    public Task ListAsync(HttpContext context) => AnswerAsync(context, environments.Host?.Plugins ?? FixedPlugins.Of(environments.Catalogue));

    /// <summary>Reads the plugins' folder again, then lists the plugins.</summary>
    /// <param name="context">The request.</param>
    public async Task ReloadAsync(HttpContext context)
    {
        if (await reloads.RunAsync(context.Owner().Value, context.RequestAborted) is { } plugins)
        {
            await AnswerAsync(context, plugins);
            return;
        }

        await Replies.RefuseAsync(context, new Problem(ProblemCode.InvalidRequest, "This server's plugins cannot change while it runs: restart it to load others."));
    }

    private static Task AnswerAsync(HttpContext context, ImmutableArray<PluginStatus> plugins)
    {
        var json = new JsonBuffer();
        json.StartObject();
        json.Name("plugins"u8);
        json.StartList();
        foreach (var plugin in plugins)
        {
            PluginJson.Write(plugin, json);
        }

        json.EndList();
        json.EndObject();
        return Replies.JsonAsync(context, json.WrittenMemory);
    }
}
