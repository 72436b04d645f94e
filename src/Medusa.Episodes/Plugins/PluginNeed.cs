namespace Medusa.Episodes;

/// <summary>Whether an image that holds a plugin may drop it.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="State">Where it stands on this node.</param>
public sealed record PluginNeed(string Id, string Version, PluginState State)
{
    /// <summary>The environments that it offers or whose parts it has, with what retained episodes ask of them.</summary>
    public IReadOnlyList<EnvironmentNeed> Environments { get; init; } = [];

    /// <summary>Those of <see cref="EpisodesOptions.RequiredEnvironments"/> that would be missing without it, as configured.</summary>
    public IReadOnlyList<string> RequiredBy { get; init; } = [];

    /// <summary>The environments, by name, whose new episodes run in it unless they name another version.</summary>
    public IReadOnlyList<string> NewEpisodesOf { get; init; } = [];

    /// <summary>How many running episodes need it.</summary>
    public long Running => Environments.Where(need => need.IsNeeded).Sum(need => need.Running);

    /// <summary>How many retained episodes need it, the running ones included.</summary>
    public long Retained => Environments.Where(need => need.IsNeeded).Sum(need => need.Retained);

    /// <summary>Whether nothing that is retained or configured needs it.</summary>
    public bool IsUnused => Retained == 0 && RequiredBy.Count == 0;

    /// <summary>
    /// When retention of the last episode that needs it ends, if none begins meanwhile; null where it is unused, where an episode that needs it runs, or where it is required.
    /// </summary>
    /// <param name="retention">How long ended episodes are kept.</param>
    public DateTimeOffset? DroppableAfter(TimeSpan retention) =>
        Running == 0 && RequiredBy.Count == 0 ? Environments.Where(need => need.IsNeeded).Max(need => need.NewestEnd) + retention : null;
}
