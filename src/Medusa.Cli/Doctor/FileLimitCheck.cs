using System.Globalization;
using Medusa.Gateway;

namespace Medusa.Cli.Doctor;

/// <summary>Whether this user may have as many files and sockets open as the settings allow connections.</summary>
/// <param name="gateway">The settings.</param>
/// <param name="limits">The file with the process's limits; on Linux <c>/proc/self/limits</c>.</param>
internal sealed class FileLimitCheck(GatewayOptions gateway, string limits = FileLimitCheck.OfThisProcess) : Check("open files")
{
    private const string OfThisProcess = "/proc/self/limits";
    private const string Row = "Max open files";

    /// <summary>What a server opens besides connections: assemblies, the journal, the runtime's own.</summary>
    private const int Besides = 512;

    public override async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        if (!File.Exists(limits))
        {
            return [];
        }

        var row = (await File.ReadAllLinesAsync(limits, cancellation)).FirstOrDefault(line => line.StartsWith(Row, StringComparison.Ordinal));
        // The runtime raises its soft limit to the hard one at its start, so the hard one counts.
        var hard = row?[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1);
        return !int.TryParse(hard, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit >= gateway.MaxConnections + Besides
            ? [Ok($"{hard ?? "Any number"} files and sockets may be open; Medusa:MaxConnections is {gateway.MaxConnections}.")]
            : [Warning(
                $"{limit} files and sockets may be open, and Medusa:MaxConnections is {gateway.MaxConnections}: the last connections would fail.",
                $"Raise the limit to {gateway.MaxConnections + Besides} (ulimit -n, LimitNOFILE=), or lower Medusa:MaxConnections.")];
    }
}
