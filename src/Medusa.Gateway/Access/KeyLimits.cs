using System.ComponentModel.DataAnnotations;

namespace Medusa.Gateway;

/// <summary>What one API key may use. What is null is taken from <c>Medusa:Limits</c>; 0 is no limit.</summary>
public sealed record KeyLimits
{
    /// <summary>How many of the key's episodes may run at a time, of those that this process started or steps.</summary>
    /// <value>0 to 10,000,000; 0 for no limit; default: that of <c>Medusa:Limits</c>.</value>
    [Range(0, 10_000_000)]
    public int? LiveEpisodes { get; init; }

    /// <summary>How many steps the key may take in a second through this process.</summary>
    /// <value>0 to 10,000,000 steps a second; 0 for no limit; default: that of <c>Medusa:Limits</c>.</value>
    [Range(0, 10_000_000)]
    public int? StepsPerSecond { get; init; }

    /// <summary>How many rows the key's running episodes may have asked for together, of those that this process started.</summary>
    /// <value>0 to 1,000,000,000,000; 0 for no limit; default: that of <c>Medusa:Limits</c>.</value>
    [Range(0L, 1_000_000_000_000L)]
    public long? Rows { get; init; }
}
