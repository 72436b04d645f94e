namespace Medusa.Episodes;

/// <summary>What retained episodes ask of one version of an environment.</summary>
/// <param name="Name">The environment's name.</param>
/// <param name="Version">Its version.</param>
public sealed record EnvironmentNeed(string Name, string Version)
{
    /// <summary>How many of its retained episodes run.</summary>
    public long Running { get; init; }

    /// <summary>How many of its episodes are retained, the running ones included.</summary>
    public long Retained { get; init; }

    /// <summary>When the last of those that have ended did; null where none has.</summary>
    public DateTimeOffset? NewestEnd { get; init; }

    /// <summary>The plugins that its episodes began under, as <c>id@version</c>; for one that a file composed, <c>composed.&lt;name&gt;</c>.</summary>
    public IReadOnlyList<string> BegunUnder { get; init; } = [];

    /// <summary>What offers it on this node now, as <c>id@version</c>; null where nothing does.</summary>
    public string? ServedBy { get; init; }

    /// <summary>Whether the plugin that is asked about must stay, or come back, for these episodes.</summary>
    public bool IsNeeded { get; init; }
}
