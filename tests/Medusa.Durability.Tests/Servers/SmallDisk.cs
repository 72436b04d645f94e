using Medusa.Durability.Servers;

namespace Medusa.Durability.Tests.Servers;

/// <summary>A file system in memory that is soon full. Only a privileged process may mount one.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder = new("disk");

    private SmallDisk() => Path = folder.Path;

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Mounts a disk of 48 MB; null where this process may not.</summary>
    public static async Task<SmallDisk?> TryMountAsync()
    {
        var disk = new SmallDisk();
        if (Environment.IsPrivilegedProcess && await RunAsync("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.Path) == 0)
        {
            return disk;
        }

        disk.folder.Dispose();
        return null;
    }

    /// <summary>Writes a file until nothing more fits.</summary>
    public void Fill()
    {
        using var filler = new FileStream(System.IO.Path.Combine(Path, "filler"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        foreach (var size in new[] { 1 << 20, 4096 })
        {
            try
            {
                while (true)
                {
                    filler.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                continue;
            }
        }
    }

    /// <summary>Deletes what <see cref="Fill"/> wrote.</summary>
    public void Free() => File.Delete(System.IO.Path.Combine(Path, "filler"));

    /// <inheritdoc/>
    public void Dispose()
    {
        RunAsync("umount", "--lazy", Path).Wait();
        folder.Dispose();
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = new ChildProcess(program, arguments);
        await Eventually.HoldsAsync(() => process.HasExited, TimeSpan.FromSeconds(20), $"{program} ends");
        return process.ExitCode;
    }
}
