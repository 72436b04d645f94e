using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Medusa.Episodes;

/// <summary>
/// The catalogue of what the plugins in a folder offer. A plugin that cannot be loaded is logged and left out; a required environment that is then missing stops the start.
/// </summary>
public sealed class PluginCatalogue : IEnvironmentCatalogue
{
    private readonly EnvironmentCatalogue environments;

    private PluginCatalogue(EnvironmentCatalogue environments, ImmutableArray<LoadedPlugin> plugins, ImmutableArray<RejectedPlugin> rejected)
    {
        this.environments = environments;
        Plugins = plugins;
        Rejected = rejected;
    }

    /// <summary>What was loaded, by folder name.</summary>
    public ImmutableArray<LoadedPlugin> Plugins { get; }

    /// <summary>What was not, and why.</summary>
    public ImmutableArray<RejectedPlugin> Rejected { get; }

    /// <inheritdoc/>
    public ImmutableArray<LoadedEnvironment> Environments => environments.Environments;

    /// <inheritdoc/>
    public LoadedEnvironment? Find(string name) => environments.Find(name);

    /// <inheritdoc/>
    public LoadedEnvironment? Find(string name, string version) => environments.Find(name, version);

    /// <summary>Loads every plugin in the configured folder, in the order of the folders' names.</summary>
    /// <param name="options">Where plugins are, and which environments are required.</param>
    /// <param name="logger">Gets one line a plugin.</param>
    /// <exception cref="MissingEnvironmentException">A required environment is not offered.</exception>
    public static PluginCatalogue Load(EpisodesOptions options, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        var root = Path.GetFullPath(options.PluginsPath, AppContext.BaseDirectory);
        var plugins = new List<LoadedPlugin>();
        var rejected = new List<RejectedPlugin>();
        foreach (var folder in FoldersIn(root))
        {
            try
            {
                var plugin = PluginLoader.Load(folder);
                RefuseDuplicates(plugin, plugins);
                plugins.Add(plugin);
                PluginLog.Loaded(logger, plugin.Provenance.Id, plugin.Provenance.Version, Names(plugin.Environments), plugin.Provenance.Sha256);
            }
            catch (PluginException refusal)
            {
                rejected.Add(new RejectedPlugin(Path.GetFileName(folder), refusal.Fault, refusal.Message));
                PluginLog.Rejected(logger, folder, refusal.Fault, refusal.Message, refusal.InnerException);
            }
        }

        var catalogue = new PluginCatalogue(new EnvironmentCatalogue(plugins.SelectMany(plugin => plugin.Environments)), [.. plugins], [.. rejected]);
        catalogue.Require(options.RequiredEnvironments, root);
        return catalogue;
    }

    private static IEnumerable<string> FoldersIn(string root) =>
        Directory.Exists(root) ? Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal) : [];

    private static void RefuseDuplicates(LoadedPlugin plugin, List<LoadedPlugin> others)
    {
        var clash = others.Find(other => other.Manifest.Id == plugin.Manifest.Id && other.Manifest.Version == plugin.Manifest.Version) is not null
            ? $"Plugin {plugin.Context.Name} is installed in another folder too."
            : plugin.Environments.Select(mine => mine.Definition)
                .Where(mine => others.Exists(other => other.Environments.Any(theirs => theirs.Definition.Name == mine.Name && theirs.Definition.Version == mine.Version)))
                .Select(mine => $"Another plugin offers environment {mine.Name}@{mine.Version}.")
                .FirstOrDefault();
        if (clash is not null)
        {
            plugin.Context.Unload();
            throw new PluginException(PluginFault.Duplicate, clash);
        }
    }

    private void Require(IEnumerable<string> required, string root)
    {
        foreach (var wanted in required)
        {
            var parts = wanted.Split('@', 2);
            if ((parts.Length == 2 ? Find(parts[0], parts[1]) : Find(wanted)) is null)
            {
                throw new MissingEnvironmentException($"The required environment '{wanted}' is not offered by any plugin in {root}; offered are: {Names(Environments)}.");
            }
        }
    }

    private static string Names(ImmutableArray<LoadedEnvironment> offered) =>
        offered.IsEmpty ? "none" : string.Join(", ", offered.Select(environment => $"{environment.Definition.Name}@{environment.Definition.Version}"));
}
