using System.Globalization;

namespace Medusa.Cli.Doctor;

/// <summary>How much memory the process may use: the machine's, or the container's limit.</summary>
/// <param name="availableBytes">What the runtime was given.</param>
internal sealed class MemoryCheck(long availableBytes) : Check("memory")
{
    private const long Little = 512L << 20;

    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"{availableBytes / (double)(1L << 30):0.0} GiB");
        return Found(availableBytes < Little
            ? Warning($"The runtime may use {size} of memory.", "Give the container or the machine more, or lower Medusa:MaxLiveEpisodes and Medusa:MaxRowsHeld.")
            : Ok($"The runtime may use {size} of memory."));
    }
}
