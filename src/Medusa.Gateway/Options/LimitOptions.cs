using System.ComponentModel.DataAnnotations;

namespace Medusa.Gateway;

/// <summary>What each API key may use unless the key's own limits say otherwise, section <c>Medusa:Limits</c>. On a server without keys all callers share them.</summary>
public sealed class LimitOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Medusa:Limits";

    /// <summary>How many of a key's episodes may run at a time, of those that this process started or steps. A new one beyond it is refused with <c>quota_exceeded</c>.</summary>
    /// <value>0 to 10,000,000 episodes; default 0: no limit.</value>
    [Range(0, 10_000_000)]
    public int LiveEpisodes { get; set; }

    /// <summary>How many steps a key may take in a second through this process, on whichever route. One beyond it is refused with <c>rate_limited</c>.</summary>
    /// <value>0 to 10,000,000 steps a second; default 0: no limit.</value>
    [Range(0, 10_000_000)]
    public int StepsPerSecond { get; set; }

    /// <summary>How many steps a key that took none for a while may take at once. Ignored where there is no limit of steps.</summary>
    /// <value>0 to 10,000,000 steps; default 0: as many as it may take in a second.</value>
    [Range(0, 10_000_000)]
    public int StepsBurst { get; set; }

    /// <summary>
    /// How many rows a key's running episodes may have asked for together, of those that this process started. A new one beyond it is refused with <c>quota_exceeded</c>.
    /// </summary>
    /// <value>0 to 1,000,000,000,000 rows; default 0: no limit.</value>
    [Range(0L, 1_000_000_000_000L)]
    public long Rows { get; set; }
}
