using System.Globalization;
using Medusa.Cluster.Tests.Nodes;

namespace Medusa.Cluster.Tests.Recovery;

/// <summary>The table of a run's times to recover, as <c>docs/benchmarks.md</c> has it.</summary>
internal static class RecoveryReport
{
    private const string Head = "| attack | nodes | episodes | median | worst | longest request |\n|---|---|---:|---:|---:|---:|\n";

    /// <summary>Adds a line to <c>artifacts/cluster/recovery.md</c>.</summary>
    /// <returns>The line.</returns>
    public static string Add(string attack, string nodes, RecoveryTimes times)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"| {attack} | {nodes} | {times.Episodes} | {times.Median.TotalSeconds:0.00} s | {times.Worst.TotalSeconds:0.0} s | {times.LongestRequest.TotalSeconds:0.0} s |");
        var file = ClusterArtifacts.Path("recovery.md");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.AppendAllText(file, $"{(File.Exists(file) ? "" : Head)}{line}\n");
        return line;
    }
}
