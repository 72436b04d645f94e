using System.Numerics;

namespace Medusa.Cli.Replays;

/// <summary>What came of replaying a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Episodes">How many of its episodes were taken again, the one that differs included.</param>
/// <param name="Steps">How many steps the episodes before it have.</param>
internal sealed record ReplayedFile(string File, int Episodes, long Steps)
{
    /// <summary>Whether everything is as it was recorded.</summary>
    public bool Equal => Difference is null;

    /// <summary>The line that differs, from 1; null where none does.</summary>
    public int? Line { get; init; }

    /// <summary>The seed of the episode that differs.</summary>
    public BigInteger? Seed { get; init; }

    /// <summary>The first difference in words.</summary>
    public string? Difference { get; init; }
}
