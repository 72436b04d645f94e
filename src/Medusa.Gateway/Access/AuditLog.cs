using System.Net;
using System.Text.Json;
using Medusa.Episodes;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway;

/// <summary>
/// Who did what that somebody may ask about later, in the log category <c>Medusa.Audit</c>. The numbers of the events stay what they are; no entry holds a key or a token.
/// </summary>
/// <param name="logs">The logs.</param>
internal sealed partial class AuditLog(ILoggerFactory logs)
{
    /// <summary>The category.</summary>
    public const string Category = "Medusa.Audit";

    private const string Unknown = "-";
    private readonly ILogger log = logs.CreateLogger(Category);

    /// <summary>A key of the keys file is taken from now on.</summary>
    public void KeyAccepted(string key) => KeyAccepted(log, key);

    /// <summary>A key is taken no more: revoked, removed or replaced.</summary>
    public void KeyEnded(string key) => KeyEnded(log, key);

    /// <summary>Anonymous callers are refused from now on.</summary>
    public void KeysDemanded() => KeysDemanded(log);

    /// <summary>An attempt to use the server was refused, and so were others before it that have no entry of their own.</summary>
    public void AttemptRefused(RefusalKind kind, IPAddress? from, string? key, long heldBack) => AttemptRefused(log, from?.ToString() ?? Unknown, Words(kind), key ?? Unknown, heldBack);

    /// <summary>An agent's token was made.</summary>
    public void AgentTokenIssued(string key, string episode, DateTimeOffset expires) => AgentTokenIssued(log, key, episode, expires);

    /// <summary>Somebody asked for a reload of the plugins, which begins.</summary>
    public void PluginReloadAsked(string caller) => PluginReloadAsked(log, caller);

    /// <summary>A reload of the plugins came to its end.</summary>
    public void PluginsReloaded(string caller, int active, int rejected, int known) => PluginsReloaded(log, caller, active, rejected, known);

    /// <summary>A plugin is in another state than before, or is known from now on.</summary>
    public void PluginChanged(PluginStatus plugin) => PluginChanged(
        log,
        plugin.Id is null ? Unknown : $"{plugin.Id}@{plugin.Version}",
        plugin.Folder.Length == 0 ? Unknown : plugin.Folder,
        plugin.Sha256 ?? Unknown,
        Words(plugin.State),
        plugin.Fault is { } fault ? Words(fault) : Unknown);

    /// <summary>Episodes were removed for good.</summary>
    public void EpisodesRemoved(string caller, int removed, IEnumerable<string> statuses, TimeSpan? olderThan) =>
        EpisodesRemoved(log, caller, removed, string.Join(',', statuses), olderThan ?? TimeSpan.Zero);

    /// <summary>Every episode of a group was closed.</summary>
    public void GroupClosed(string caller, string group) => GroupClosed(log, caller, group);

    /// <summary>An episode was closed; its record stays. Below the level that is written by default: trainers close thousands in a second.</summary>
    public void EpisodeClosed(string caller, string episode) => EpisodeClosed(log, caller, episode);

    [LoggerMessage(EventId = 1, EventName = "key_accepted", Level = LogLevel.Information, Message = "Key {Key} is accepted.")]
    private static partial void KeyAccepted(ILogger log, string key);

    [LoggerMessage(EventId = 2, EventName = "key_ended", Level = LogLevel.Information, Message = "Key {Key} is accepted no more; what was open for it is closed.")]
    private static partial void KeyEnded(ILogger log, string key);

    [LoggerMessage(EventId = 3, EventName = "keys_demanded", Level = LogLevel.Information, Message = "There are keys now: callers without one are refused.")]
    private static partial void KeysDemanded(ILogger log);

    [LoggerMessage(EventId = 4, EventName = "attempt_refused", Level = LogLevel.Warning, Message = "An attempt from {Remote} was refused ({Kind}, key {Key}); {HeldBack} more of the kind before it.")]
    private static partial void AttemptRefused(ILogger log, string remote, string kind, string key, long heldBack);

    [LoggerMessage(EventId = 10, EventName = "agent_token_issued", Level = LogLevel.Information, Message = "Key {Key} made an agent's token for episode {Episode}, good until {Expires:O}.")]
    private static partial void AgentTokenIssued(ILogger log, string key, string episode, DateTimeOffset expires);

    [LoggerMessage(EventId = 20, EventName = "plugin_reload_asked", Level = LogLevel.Information, Message = "{Caller} asked for a reload of the plugins.")]
    private static partial void PluginReloadAsked(ILogger log, string caller);

    [LoggerMessage(EventId = 21, EventName = "plugins_reloaded", Level = LogLevel.Information, Message = "Plugins reloaded for {Caller}: {Active} active, {Rejected} rejected, {Known} known.")]
    private static partial void PluginsReloaded(ILogger log, string caller, int active, int rejected, int known);

    [LoggerMessage(EventId = 22, EventName = "plugin_changed", Level = LogLevel.Information, Message = "Plugin {Plugin} in folder {Folder} (sha256 {Sha256}) is {State} (fault {Fault}).")]
    private static partial void PluginChanged(ILogger log, string plugin, string folder, string sha256, string state, string fault);

    [LoggerMessage(EventId = 30, EventName = "episodes_removed", Level = LogLevel.Information, Message = "{Caller} removed {Removed} episodes for good: {Statuses}, older than {OlderThan}.")]
    private static partial void EpisodesRemoved(ILogger log, string caller, int removed, string statuses, TimeSpan olderThan);

    [LoggerMessage(EventId = 31, EventName = "group_closed", Level = LogLevel.Information, Message = "{Caller} closed the episodes of group {Group}.")]
    private static partial void GroupClosed(ILogger log, string caller, string group);

    [LoggerMessage(EventId = 32, EventName = "episode_closed", Level = LogLevel.Debug, Message = "{Caller} closed episode {Episode}.")]
    private static partial void EpisodeClosed(ILogger log, string caller, string episode);

    private static string Words<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
