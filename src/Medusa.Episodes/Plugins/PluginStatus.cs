using System.Collections.Immutable;

namespace Medusa.Episodes;

/// <summary>A plugin as <c>GET /v1/plugins</c> shows it.</summary>
/// <param name="Folder">The name of its folder.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why, in one sentence; null where the state says all.</param>
/// <param name="Since">Since when.</param>
public sealed record PluginStatus(string Folder, PluginState State, string? Reason, DateTimeOffset Since)
{
    /// <summary>Its id, or null where the manifest could not be read.</summary>
    public string? Id { get; init; }

    /// <summary>Its version, or null where the manifest could not be read.</summary>
    public string? Version { get; init; }

    /// <summary>SHA-256 over its files, or null where they could not be read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What it is, from its manifest.</summary>
    public string? Description { get; init; }

    /// <summary>Its licence, from its manifest.</summary>
    public string? License { get; init; }

    /// <summary>The environments it offers, as <c>name@version</c>.</summary>
    public ImmutableArray<string> Environments { get; init; } = [];

    /// <summary>Why it was rejected, by kind; null where it was not.</summary>
    public PluginFault? Fault { get; init; }
}
