namespace Medusa.Episodes;

/// <summary>
/// Removes the caller's episodes by status and age for good, whole families at once: a family stays as long as one of its members may not go. Asking for a removed
/// episode answers <c>episode_expired</c> afterwards.
/// </summary>
/// <param name="Owner">The caller.</param>
public sealed record RemoveEpisodes(Owner Owner)
{
    /// <summary>What goes where nothing is said: all that cannot take a step any more.</summary>
    public static IReadOnlyList<string> Ended { get; } = ["done", "closed", "expired"];

    /// <summary>Which statuses go.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = Ended;

    /// <summary>Only those whose last event is older than this; null for all.</summary>
    public TimeSpan? OlderThan { get; init; }
}
