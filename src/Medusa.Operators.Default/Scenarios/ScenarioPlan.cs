namespace Medusa.Operators.Default;

/// <summary>What the sources of an episode shall be like, before any row is drawn.</summary>
/// <param name="Name">The scenario's name without the seed.</param>
internal sealed record ScenarioPlan(string Name)
{
    /// <summary>How dirty A's keys are.</summary>
    public KeyDirt DirtA { get; init; } = KeyDirt.None;

    /// <summary>How dirty B's keys are.</summary>
    public KeyDirt DirtB { get; init; } = KeyDirt.None;

    /// <summary>The share of B's rows that repeat another row's key, in [0, 1).</summary>
    public double DuplicateRatio { get; init; }

    /// <summary>The share of A's distinct cleaned keys that B does not have, in [0, 1).</summary>
    public double OrphanRatio { get; init; }

    /// <summary>A's age in hours.</summary>
    public required double HoursA { get; init; }

    /// <summary>B's age in hours.</summary>
    public required double HoursB { get; init; }

    /// <summary>Drifted columns of A.</summary>
    public int NewColumnsA { get; init; }

    /// <summary>Drifted columns of B.</summary>
    public int NewColumnsB { get; init; }
}
