namespace Medusa.Episodes;

/// <summary>Asks for a page of the caller's episodes, in the order of their ids.</summary>
/// <param name="Owner">The caller.</param>
public sealed record ListEpisodes(Owner Owner)
{
    /// <summary>Only this environment's; null for all.</summary>
    public string? Environment { get; init; }

    /// <summary>Only those that are <c>running</c>, <c>done</c>, <c>closed</c> or <c>expired</c>; null for all.</summary>
    public string? Status { get; init; }

    /// <summary>Only members of this group; null for all.</summary>
    public string? Group { get; init; }

    /// <summary>Only those with this label, written <c>name:value</c> or as the OpenEnv label; null for all.</summary>
    public string? Label { get; init; }

    /// <summary>Only ids after this one: the last of the page before.</summary>
    public string? After { get; init; }

    /// <summary>The greatest number of episodes in the page.</summary>
    public int Limit { get; init; } = 100;
}
