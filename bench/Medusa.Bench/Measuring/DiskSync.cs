using System.Diagnostics;

namespace Medusa.Bench.Measuring;

/// <summary>How long this machine's disk takes to make a few pages durable.</summary>
internal static class DiskSync
{
    private const int Writes = 400;
    private const int Bytes = 16 << 10;

    /// <summary>The seconds of each of some writes of 16 KiB, each followed by fsync.</summary>
    /// <param name="folder">On which disk.</param>
    public static double[] Seconds(string folder)
    {
        var path = Path.Combine(folder, "sync.tmp");
        var seconds = new double[Writes];
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose))
        {
            var page = new byte[Bytes];
            for (var write = 0; write < Writes; write++)
            {
                file.Write(page);
                var start = Stopwatch.GetTimestamp();
                file.Flush(flushToDisk: true);
                seconds[write] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        return seconds;
    }
}
