namespace Medusa.Episodes;

/// <summary>How many retained episodes, of all owners, began under one version of an environment and of a plugin.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="Version">The environment's version: with the name it decides which code may refold the episodes.</param>
/// <param name="Plugin">The id of the plugin whose bytes ran; null for episodes that a database holds from before it recorded that.</param>
/// <param name="PluginVersion">The plugin's version; null where the id is.</param>
public sealed record EnvironmentUse(string Environment, string Version, string? Plugin, string? PluginVersion)
{
    /// <summary>How many of the episodes run.</summary>
    public long Running { get; init; }

    /// <summary>How many have ended or were closed.</summary>
    public long Ended { get; init; }

    /// <summary>When the newest one began; a fork, when it was forked.</summary>
    public DateTimeOffset NewestStart { get; init; }

    /// <summary>When the last of those that have ended did: <see cref="EpisodesOptions.Retention"/> counts from there. Null where none has.</summary>
    public DateTimeOffset? NewestEnd { get; init; }

    /// <summary>Adds up what several journals hold, each environment and plugin once, in ordinal order.</summary>
    /// <param name="uses">What they hold.</param>
    public static IReadOnlyList<EnvironmentUse> Sum(IEnumerable<EnvironmentUse> uses) =>
    [
        .. uses.GroupBy(use => (use.Environment, use.Version, use.Plugin, use.PluginVersion))
            .Select(same => new EnvironmentUse(same.Key.Environment, same.Key.Version, same.Key.Plugin, same.Key.PluginVersion)
            {
                Running = same.Sum(use => use.Running),
                Ended = same.Sum(use => use.Ended),
                NewestStart = same.Max(use => use.NewestStart),
                NewestEnd = same.Max(use => use.NewestEnd),
            })
            .OrderBy(use => use.Environment, StringComparer.Ordinal).ThenBy(use => use.Version, StringComparer.Ordinal)
            .ThenBy(use => use.Plugin, StringComparer.Ordinal).ThenBy(use => use.PluginVersion, StringComparer.Ordinal),
    ];
}
