using Microsoft.Extensions.Logging;

namespace Medusa.Episodes;

/// <summary>What the engine writes to the log.</summary>
internal static partial class EpisodeLog
{
    [LoggerMessage(1, LogLevel.Warning, "Folding episode {Episode} again differs from its record at step {Step} ({Environment}@{Version}); it is read-only now.")]
    public static partial void ReplayDiverged(ILogger logger, string episode, int step, string environment, string version);

    [LoggerMessage(2, LogLevel.Warning, "Folding episode {Episode} again failed at step {Step}.")]
    public static partial void ReplayFaulted(ILogger logger, string episode, int step, Exception fault);

    [LoggerMessage(3, LogLevel.Warning, "Plugin code of {Environment} failed; the request changed nothing.")]
    public static partial void PluginFaulted(ILogger logger, string environment, Exception fault);

    [LoggerMessage(4, LogLevel.Error, "The journal failed for episode {Episode}.")]
    public static partial void JournalFailed(ILogger logger, string episode, Exception fault);

    [LoggerMessage(5, LogLevel.Debug, "Passivated {Passivated} idle episodes and removed {Expired} expired ones; {Live} are in memory.")]
    public static partial void Swept(ILogger logger, int passivated, int expired, int live);

    [LoggerMessage(6, LogLevel.Error, "Sweeping idle episodes failed; the next sweep tries again.")]
    public static partial void SweepFailed(ILogger logger, Exception fault);

    [LoggerMessage(7, LogLevel.Error, "A request to episode {Episode} failed inside the engine.")]
    public static partial void RequestFailed(ILogger logger, string episode, Exception fault);
}
