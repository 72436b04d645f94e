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
    public Task ListAsync(HttpContext context) => AnswerAsync(context, environments.Host?.Plugins ?? Fixed());

    /// <summary>Reads the plugins' folder again, then lists the plugins.</summary>
    /// <param name="context">The request.</param>
    public async Task ReloadAsync(HttpContext context)
    {
        if (await reloads.RunAsync(context.Owner().Value, context.RequestAborted) is { } plugins)
        {
            await AnswerAsync(context, plugins);
            return;
        }

        await Replies.RefuseAsync(context, new Problem(ProblemCode.InvalidRequest, "This server's environments do not come from a plugins folder: there is nothing to reload."));
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

    /// <summary>What a fixed catalogue tells of plugins: those that offer an environment.</summary>
    private ImmutableArray<PluginStatus> Fixed() =>
    [
        .. environments.Catalogue.Environments.GroupBy(environment => environment.Provenance).Select(plugin => new PluginStatus(plugin.Key.Id, PluginState.Active, null, default)
        {
            Id = plugin.Key.Id,
            Version = plugin.Key.Version,
            Sha256 = plugin.Key.Sha256,
            Environments = [.. plugin.Select(environment => $"{environment.Definition.Name}@{environment.Definition.Version}")],
        }),
    ];
}
