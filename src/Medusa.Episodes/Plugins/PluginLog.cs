using Microsoft.Extensions.Logging;

namespace Medusa.Episodes;

/// <summary>What loading plugins writes to the log.</summary>
internal static partial class PluginLog
{
    [LoggerMessage(20, LogLevel.Information, "Plugin {Plugin}@{Version} offers {Environments} (sha256 {Sha256}).")]
    public static partial void Loaded(ILogger logger, string plugin, string version, string environments, string sha256);

    [LoggerMessage(21, LogLevel.Warning, "The plugin in {Folder} was not loaded ({Fault}): {Reason}")]
    public static partial void Rejected(ILogger logger, string folder, PluginFault fault, string reason, Exception? cause);

    [LoggerMessage(22, LogLevel.Information, "Plugin {Plugin}@{Version} is {State} ({Reason}).")]
    public static partial void Changed(ILogger logger, string plugin, string version, PluginState state, string reason);

    [LoggerMessage(23, LogLevel.Error, "The environment files in {Folder} cannot be read; the former ones stay.")]
    public static partial void FilesUnreadable(ILogger logger, string folder, Exception cause);

    /// <summary>Says which required environments are missing or failing now.</summary>
    public static void MissingChanged(ILogger logger, IReadOnlyCollection<string> missing, string folder, string offered, string files)
    {
        if (missing.Count == 0)
        {
            NothingMissing(logger);
        }
        else
        {
            Missing(logger, string.Join(", ", missing), folder, offered, files);
        }
    }

    [LoggerMessage(24, LogLevel.Error, "Not ready: required environments are missing or failing: {Missing}. Plugins in {Folder} offer {Offered}.{Files}")]
    private static partial void Missing(ILogger logger, string missing, string folder, string offered, string files);

    [LoggerMessage(25, LogLevel.Information, "No required environment is missing or failing any more.")]
    private static partial void NothingMissing(ILogger logger);
}
