using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Medusa.Episodes;

namespace Medusa.Gateway.Tests;

/// <summary>
/// The smallest plugin host that keeps the interface's promises: loads what a folder holds, drains what is gone from it at each reload, and unloads that once its
/// users have let go.
/// </summary>
internal sealed class TestPluginHost : IEnvironmentCatalogue, IPluginHost
{
    private readonly string root;
    private readonly List<IPluginUser> users = [];
    private readonly Dictionary<string, PluginStatus> states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LoadedPlugin> active = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LoadedPlugin> draining = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WeakReference> unloading = new(StringComparer.Ordinal);
    private readonly HashSet<PluginProvenance> quarantined = [];
    private EnvironmentCatalogue catalogue = new([]);

    public TestPluginHost(string root)
    {
        this.root = root;
        Reload();
    }

    public ImmutableArray<LoadedEnvironment> Environments => catalogue.Environments;

    public ImmutableArray<PluginStatus> Plugins => [.. states.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];

    public ImmutableArray<string> MissingEnvironments { get; set; } = [];

    /// <summary>How many reloads ran at the same time, at most.</summary>
    public int MostAtOnce { get; private set; }

    private int running;

    public LoadedEnvironment? Find(string name) => catalogue.Find(name);

    public LoadedEnvironment? Find(string name, string version) => catalogue.Find(name, version);

    public string? WhyClosed(LoadedEnvironment environment) => quarantined.Contains(environment.Provenance) ? "The plugin is quarantined." : null;

    public async Task<ImmutableArray<PluginStatus>> ReloadAsync(CancellationToken cancellation = default)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref running));
        await Task.Yield();
        Reload();
        Interlocked.Decrement(ref running);
        return Plugins;
    }

    public void Quarantine(PluginProvenance plugin, string reason) => quarantined.Add(plugin);

    public void Attach(IPluginUser user) => users.Add(user);

    private void Reload()
    {
        var folders = Directory.GetDirectories(root).ToDictionary(folder => Path.GetFileName(folder)!, StringComparer.Ordinal);
        foreach (var gone in active.Keys.Where(name => !folders.ContainsKey(name)).ToArray())
        {
            draining[gone] = active[gone];
            active.Remove(gone);
            Note(gone, PluginState.Draining, "Its folder is gone.");
        }

        foreach (var (name, folder) in folders.Where(folder => !active.ContainsKey(folder.Key)))
        {
            Load(name, folder);
        }

        catalogue = new EnvironmentCatalogue(active.Values.SelectMany(plugin => plugin.Environments));
        Drain();
        foreach (var (name, context) in unloading)
        {
            Note(name, context.IsAlive ? PluginState.Draining : PluginState.Unloaded, null);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Load(string name, string folder)
    {
        try
        {
            var plugin = PluginLoader.Load(folder);
            active[name] = plugin;
            states[name] = new PluginStatus(name, PluginState.Active, null, DateTimeOffset.UnixEpoch)
            {
                Id = plugin.Manifest.Id,
                Version = plugin.Manifest.Version,
                Sha256 = plugin.Provenance.Sha256,
                Description = plugin.Manifest.Description,
                License = plugin.Manifest.License,
                Environments = [.. plugin.Environments.Select(environment => $"{environment.Definition.Name}@{environment.Definition.Version}")],
            };
        }
        catch (PluginException refusal)
        {
            states[name] = new PluginStatus(name, PluginState.Rejected, refusal.Message, DateTimeOffset.UnixEpoch) { Fault = refusal.Fault };
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Drain()
    {
        foreach (var (name, plugin) in draining.ToArray())
        {
            if (users.Sum(user => user.Release(plugin.Environments)) == 0)
            {
                draining.Remove(name);
                plugin.Context.Unload();
                unloading[name] = new WeakReference(plugin.Context);
            }
        }

        for (var round = 0; round < 10 && unloading.Values.Any(context => context.IsAlive); round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private void Note(string name, PluginState state, string? reason) => states[name] = states[name] with { State = state, Reason = reason };
}
