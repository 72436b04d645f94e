using System.Diagnostics;

namespace Medusa.Cli.Doctor;

/// <summary>How a folder's disk writes, tried with a file that is removed again.</summary>
/// <param name="Folder">The folder that was tried.</param>
/// <param name="FreeBytes">How much room is left for this user.</param>
/// <param name="Sync">The median time to write 16 KiB and get them onto the disk.</param>
internal sealed record DiskProbe(string Folder, long FreeBytes, TimeSpan Sync)
{
    private const int Writes = 5;
    private const int Bytes = 16 * 1024;

    /// <summary>Tries a folder, or the nearest one above that exists, in which it would be made.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal static DiskProbe Of(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
        {
            folder = File.Exists(folder) ? throw new IOException($"{folder} is a file and would have to be a folder.") : parent;
        }

        var path = Path.Combine(folder, $".medusa-doctor-{Guid.NewGuid():N}");
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        var times = new TimeSpan[Writes];
        for (var write = 0; write < Writes; write++)
        {
            var began = Stopwatch.GetTimestamp();
            file.Write(new byte[Bytes]);
            file.Flush(flushToDisk: true);
            times[write] = Stopwatch.GetElapsedTime(began);
        }

        return new DiskProbe(folder, new DriveInfo(folder).AvailableFreeSpace, times.Order().ElementAt(Writes / 2));
    }
}
