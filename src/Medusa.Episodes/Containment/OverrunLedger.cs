namespace Medusa.Episodes;

/// <summary>Counts in how many episodes a plugin overran, and has it quarantined at the third.</summary>
/// <param name="host">Who quarantines; null where plugins are fixed.</param>
internal sealed class OverrunLedger(IPluginHost? host)
{
    /// <summary>In how many distinct episodes a plugin may overrun before new ones are refused.</summary>
    public const int Limit = 3;

    private readonly Dictionary<PluginProvenance, HashSet<EpisodeKey>> overruns = [];
    private readonly Lock gate = new();

    /// <summary>Notes an overrun.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="episode">The episode.</param>
    public void Note(PluginProvenance plugin, EpisodeKey episode)
    {
        lock (gate)
        {
            if (!overruns.TryGetValue(plugin, out var episodes))
            {
                overruns[plugin] = episodes = [];
            }

            if (!episodes.Add(episode) || episodes.Count < Limit)
            {
                return;
            }

            // Counting begins anew, so that a quarantine that was lifted takes three more.
            overruns.Remove(plugin);
        }

        host?.Quarantine(plugin, $"It overran its budget in {Limit} episodes.");
    }
}
