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
}
