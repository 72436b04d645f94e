using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Medusa.Gateway;

/// <summary><c>GET /v1/plugins/unused</c>: which of this node's plugins the retained episodes of all owners need, and what they need that this node lacks.</summary>
/// <param name="environments">What this node offers.</param>
/// <param name="journal">What is retained.</param>
/// <param name="options">Required environments and retention.</param>
/// <param name="log">The log.</param>
internal sealed partial class UnusedPluginsRoute(EnvironmentLookup environments, IEpisodeJournal journal, IOptions<EpisodesOptions> options, ILogger<UnusedPluginsRoute> log)
{
    private const int RetryAfterSeconds = 1;

    /// <summary>Answers.</summary>
    /// <param name="context">The request.</param>
    public async Task ShowAsync(HttpContext context)
    {
        IReadOnlyList<EnvironmentUse> uses;
        try
        {
            uses = await journal.CountUsesAsync(context.RequestAborted);
        }
        catch (JournalException away)
        {
            Failed(log, away);
            await Replies.RefuseAsync(
                context, new Problem(ProblemCode.JournalUnavailable, "The journal did not answer, so nothing is known of what may go: ask again.") { RetryAfterSeconds = RetryAfterSeconds });
            return;
        }

        var plugins = environments.Host?.Plugins ?? FixedPlugins.Of(environments.Catalogue);
        var needs = PluginNeeds.Of(uses, plugins, environments.Catalogue, options.Value.RequiredEnvironments);
        var json = new JsonBuffer();
        PluginNeedJson.Write(needs, options.Value.Retention, json);
        await Replies.JsonAsync(context, json.WrittenMemory);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal could not be asked which plugins its episodes need.")]
    private static partial void Failed(ILogger log, Exception cause);
}
