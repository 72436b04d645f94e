namespace Medusa.Operators.TestKit;

/// <summary>How thoroughly the rules look.</summary>
public sealed record ConformanceOptions
{
    /// <summary>How many seeds are played. Default: 4.</summary>
    public int Seeds { get; init; } = 4;

    /// <summary>How many steps an episode of random actions takes at most. Default: 30.</summary>
    public int Steps { get; init; } = 30;

    /// <summary>Rules that are left out, by id. Say why beside it.</summary>
    public IReadOnlyCollection<string> Skip { get; init; } = [];
}
