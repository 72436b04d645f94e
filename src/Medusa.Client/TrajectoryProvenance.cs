namespace Medusa.Client;

/// <summary>Where the code of a trajectory's environment came from.</summary>
public sealed record TrajectoryProvenance
{
    /// <summary>The plugin's id.</summary>
    public string? Plugin { get; init; }

    /// <summary>The plugin's version.</summary>
    public string? Version { get; init; }

    /// <summary>SHA-256 over the plugin's files.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The version of the plugin contract.</summary>
    public string? Contract { get; init; }
}
