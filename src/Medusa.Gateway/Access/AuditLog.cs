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

    private readonly ILogger log = logs.CreateLogger(Category);

    /// <summary>A key of the keys file is taken from now on.</summary>
    public void KeyAccepted(string key) => KeyAccepted(log, key);

    /// <summary>A key is taken no more: revoked, removed or replaced.</summary>
    public void KeyEnded(string key) => KeyEnded(log, key);

    /// <summary>Anonymous callers are refused from now on.</summary>
    public void KeysDemanded() => KeysDemanded(log);

    /// <summary>An agent's token was made.</summary>
    public void AgentTokenIssued(string key, string episode, DateTimeOffset expires) => AgentTokenIssued(log, key, episode, expires);

    [LoggerMessage(EventId = 10, EventName = "agent_token_issued", Level = LogLevel.Information, Message = "Key {Key} made an agent's token for episode {Episode}, good until {Expires:O}.")]
    private static partial void AgentTokenIssued(ILogger log, string key, string episode, DateTimeOffset expires);

    [LoggerMessage(EventId = 1, EventName = "key_accepted", Level = LogLevel.Information, Message = "Key {Key} is accepted.")]
    private static partial void KeyAccepted(ILogger log, string key);

    [LoggerMessage(EventId = 2, EventName = "key_ended", Level = LogLevel.Information, Message = "Key {Key} is accepted no more; what was open for it is closed.")]
    private static partial void KeyEnded(ILogger log, string key);

    [LoggerMessage(EventId = 3, EventName = "keys_demanded", Level = LogLevel.Information, Message = "There are keys now: callers without one are refused.")]
    private static partial void KeysDemanded(ILogger log);
}
