namespace Medusa.Episodes;

/// <summary>Where a plugin stands. Each change is logged with its reason.</summary>
public enum PluginState
{
    /// <summary>Its folder was found.</summary>
    Discovered = 0,

    /// <summary>Manifest, contract range, digests and allow-list are in order.</summary>
    Verified = 1,

    /// <summary>Its assemblies are loaded and its parts registered.</summary>
    Loaded = 2,

    /// <summary>It offers what it has to new episodes.</summary>
    Active = 3,

    /// <summary>It overran in too many episodes: new ones are refused, running ones go on.</summary>
    Quarantined = 4,

    /// <summary>A newer version or an empty folder took its place: it unloads once none of its episodes is in memory.</summary>
    Draining = 5,

    /// <summary>Nothing of it is in memory any more.</summary>
    Unloaded = 6,

    /// <summary>It was not loaded.</summary>
    Rejected = 7,

    /// <summary>It was asked to unload and something still holds it.</summary>
    Leaked = 8,
}
