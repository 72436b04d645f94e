using System.Collections.Immutable;

namespace Medusa.Episodes;

/// <summary>Which of a node's plugins the retained episodes need, and what they need that the node lacks.</summary>
/// <param name="Plugins">The plugins that were loaded since the start, by id and version. Rejected ones are left out: nothing is known of what they would offer.</param>
/// <param name="Missing">The environments that retained episodes use and nothing here offers, by name and version.</param>
public sealed record PluginNeeds(IReadOnlyList<PluginNeed> Plugins, IReadOnlyList<EnvironmentNeed> Missing)
{
    /// <summary>Finds out.</summary>
    /// <param name="uses">What retained episodes use: <see cref="IEpisodeJournal.CountUsesAsync"/>.</param>
    /// <param name="plugins">The node's plugins.</param>
    /// <param name="catalogue">What the node offers.</param>
    /// <param name="required">Required environments: names, or <c>name@version</c>.</param>
    public static PluginNeeds Of(
        IEnumerable<EnvironmentUse> uses, IEnumerable<PluginStatus> plugins, IEnvironmentCatalogue catalogue, IEnumerable<string> required)
    {
        ArgumentNullException.ThrowIfNull(uses);
        ArgumentNullException.ThrowIfNull(plugins);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(required);
        var asked = uses.GroupBy(use => (use.Environment, use.Version)).ToDictionary(same => same.Key, same => Sum(same, catalogue));
        var wanted = required.Select(name => (Name: name, Environment: Find(catalogue, name))).ToArray();
        var needs = plugins
            .Where(plugin => plugin.Id is not null && plugin.State != PluginState.Rejected)
            .GroupBy(plugin => (Id: plugin.Id!, Version: plugin.Version!))
            .OrderBy(same => same.Key.Id, StringComparer.Ordinal).ThenBy(same => same.Key.Version, Comparer<string>.Create(EnvironmentCatalogue.Compare))
            .Select(same =>
            {
                var status = same.OrderByDescending(IsInUse).ThenByDescending(plugin => plugin.Since).First();
                bool Runs(LoadedEnvironment? environment) => environment?.Plugins.Any(plugin => plugin.Id == same.Key.Id && plugin.Version == same.Key.Version) == true;
                return new PluginNeed(same.Key.Id, same.Key.Version, status.State)
                {
                    Environments = Environments(status, asked, catalogue, Runs),
                    RequiredBy = [.. wanted.Where(environment => Runs(environment.Environment)).Select(environment => environment.Name)],
                    NewEpisodesOf = [.. catalogue.Environments.Where(Runs).Select(environment => environment.Definition.Name)],
                };
            });
        return new PluginNeeds([.. needs], [.. asked.Values.Where(need => need.ServedBy is null).OrderBy(need => need.Name, StringComparer.Ordinal).ThenBy(need => need.Version, StringComparer.Ordinal)]);
    }

    private static bool IsInUse(PluginStatus plugin) => plugin.State is PluginState.Active or PluginState.Quarantined;

    private static EnvironmentNeed Sum(IGrouping<(string Environment, string Version), EnvironmentUse> uses, IEnvironmentCatalogue catalogue) => new(uses.Key.Environment, uses.Key.Version)
    {
        Running = uses.Sum(use => use.Running),
        Retained = uses.Sum(use => use.Running + use.Ended),
        NewestEnd = uses.Max(use => use.NewestEnd),
        BegunUnder = [.. uses.Where(use => use.Plugin is not null).Select(use => $"{use.Plugin}@{use.PluginVersion}")],
        ServedBy = Name(catalogue.Find(uses.Key.Environment, uses.Key.Version)),
    };

    /// <summary>
    /// What the plugin offers itself, and what runs its code otherwise: environments that files compose. It is needed for what runs in it now; for what nothing offers
    /// any more it is needed where it did.
    /// </summary>
    private static EnvironmentNeed[] Environments(
        PluginStatus plugin, Dictionary<(string Name, string Version), EnvironmentNeed> asked, IEnvironmentCatalogue catalogue, Func<LoadedEnvironment?, bool> runs)
    {
        var offered = plugin.Environments.Select(Pair).ToImmutableHashSet();
        var composed = asked.Keys.Concat(catalogue.Environments.Select(environment => (environment.Definition.Name, environment.Definition.Version)))
            .Where(pair => runs(catalogue.Find(pair.Item1, pair.Item2)));
        return
        [
            .. offered.Union(composed).OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Version, StringComparer.Ordinal).Select(pair =>
            {
                var server = catalogue.Find(pair.Name, pair.Version);
                var need = asked.GetValueOrDefault(pair) ?? new EnvironmentNeed(pair.Name, pair.Version) { ServedBy = Name(server) };
                return need with { IsNeeded = need.Retained > 0 && (server is null ? offered.Contains(pair) : runs(server)) };
            }),
        ];
    }

    private static LoadedEnvironment? Find(IEnvironmentCatalogue catalogue, string wanted) => Pair(wanted) is (var name, { Length: > 0 } version) ? catalogue.Find(name, version) : catalogue.Find(wanted);

    private static (string Name, string Version) Pair(string text) => text.Split('@', 2) is [var name, var version] ? (name, version) : (text, string.Empty);

    private static string? Name(LoadedEnvironment? environment) => environment is null ? null : $"{environment.Provenance.Id}@{environment.Provenance.Version}";
}
