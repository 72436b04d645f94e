using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Medusa.Episodes;

/// <summary>
/// The catalogue of what the plugins in a folder offer, renewed by <see cref="ReloadAsync"/>. A plugin that cannot be loaded is logged and left out; a required
/// environment that is missing is logged and makes the server unready. Readers see one immutable snapshot; loading, draining and unloading happen behind a lock.
/// </summary>
public sealed class PluginCatalogue : IEnvironmentCatalogue, IPluginHost, IDisposable
{
    private static readonly TimeSpan DrainPeriod = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly string root;
    private readonly EpisodesOptions options;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly PluginMetrics metrics;
    private readonly List<InstalledPlugin> installed = [];
    private readonly Dictionary<string, PluginStatus> rejected = new(StringComparer.Ordinal);
    private readonly Dictionary<PluginProvenance, string> quarantined = [];
    private readonly HashSet<string> failing = new(StringComparer.Ordinal);
    private readonly List<IPluginUser> users = [];
    private readonly Compositions compositions;
    private readonly ITimer drainer;
    private volatile Snapshot snapshot = new(new EnvironmentCatalogue([]), [], [], ImmutableDictionary<PluginProvenance, string>.Empty);

    private PluginCatalogue(EpisodesOptions options, ILogger logger, TimeProvider time)
    {
        (this.options, this.logger, this.time) = (options, logger, time);
        root = Path.GetFullPath(options.PluginsPath, AppContext.BaseDirectory);
        compositions = new Compositions(Path.GetFullPath(options.EnvironmentsPath, AppContext.BaseDirectory));
        metrics = new PluginMetrics(this, () => snapshot.Plugins);
        drainer = time.CreateTimer(static catalogue => ((PluginCatalogue)catalogue!).Drain(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public ImmutableArray<PluginStatus> Plugins => snapshot.Plugins;

    /// <inheritdoc/>
    public ImmutableArray<string> MissingEnvironments => snapshot.Missing;

    /// <inheritdoc/>
    public ImmutableArray<LoadedEnvironment> Environments => snapshot.Environments.Environments;

    /// <inheritdoc/>
    public IEnumerable<LoadedEnvironment> Versions => snapshot.Environments.Versions;

    /// <inheritdoc/>
    public LoadedEnvironment? Find(string name) => snapshot.Environments.Find(name);

    /// <inheritdoc/>
    public LoadedEnvironment? Find(string name, string version) => snapshot.Environments.Find(name, version);

    /// <inheritdoc/>
    public string? WhyClosed(LoadedEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var closed = snapshot.Quarantined;
        return !closed.IsEmpty && environment.Plugins.FirstOrDefault(closed.ContainsKey) is { } plugin
            ? $"Plugin {plugin.Id}@{plugin.Version} is quarantined: {closed[plugin]}"
            : null;
    }

    /// <summary>Loads every plugin in the configured folder, in the order of the folders' names.</summary>
    /// <param name="options">Where plugins are, which may be loaded, and which environments are required.</param>
    /// <param name="logger">Gets a line for every change of a plugin's state.</param>
    /// <param name="time">The clock of draining and unloading; null takes the system's.</param>
    public static PluginCatalogue Load(EpisodesOptions options, ILogger logger, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        var catalogue = new PluginCatalogue(options, logger, time ?? TimeProvider.System);
        catalogue.Reload();
        return catalogue;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<PluginStatus>> ReloadAsync(CancellationToken cancellation = default) => Task.Run(
        () =>
        {
            Reload();
            return Plugins;
        },
        CancellationToken.None).WaitAsync(cancellation);

    /// <inheritdoc/>
    public void Quarantine(PluginProvenance plugin, string reason)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        lock (gate)
        {
            if (installed.Find(known => known.Provenance == plugin && known.Status.State == PluginState.Active) is not { } target)
            {
                return;
            }

            var required = options.RequiredEnvironments.Where(wanted => snapshot.Find(wanted)?.Plugins.Contains(plugin) == true).ToArray();
            if (required.Length > 0)
            {
                failing.UnionWith(required);
                Change(target, PluginState.Active, $"{reason} It offers a required environment, so it goes on and readiness is false.");
            }
            else
            {
                quarantined[plugin] = reason;
                Change(target, PluginState.Quarantined, reason);
            }

            Publish();
        }
    }

    /// <inheritdoc/>
    public void Attach(IPluginUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (gate)
        {
            users.Add(user);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        drainer.Dispose();
        metrics.Dispose();
    }

    /// <summary>One round of letting go of what drains. Runs on a timer while anything does.</summary>
    internal void Drain()
    {
        lock (gate)
        {
            DrainOnce();
            Publish();
        }
    }

    private void Reload()
    {
        lock (gate)
        {
            quarantined.Clear();
            failing.Clear();
            rejected.Clear();
            foreach (var lifted in installed.Where(plugin => plugin.Status is { State: PluginState.Quarantined } or { State: PluginState.Active, Reason: not null }))
            {
                Change(lifted, PluginState.Active, null);
            }

            var folders = FoldersIn(root);
            foreach (var folder in folders)
            {
                Refresh(folder);
            }

            foreach (var gone in installed.Where(plugin => plugin.Loaded is not null && !folders.Any(folder => Path.GetFileName(folder) == plugin.Folder)))
            {
                StartDraining(gone, "Its folder is gone.");
            }

            Supersede();
            ReadFiles();
            Publish();
            DrainOnce();
            Publish();
        }
    }

    /// <summary>Brings one folder up to date: nothing where its bytes are those that are known.</summary>
    private void Refresh(string folder)
    {
        var name = Path.GetFileName(folder);
        var known = installed.FindAll(plugin => plugin.Folder == name);
        try
        {
            var verified = PluginLoader.Verify(folder);
            RefuseForeign(verified.Manifest, verified.Provenance);
            if (known.Find(plugin => plugin.Provenance == verified.Provenance && plugin.Status.State is PluginState.Active or PluginState.Unloaded) is { } same
                && (same.Loaded is not null || IsSuperseded(same.Provenance, same.Offers)))
            {
                return;
            }

            RefuseTwin(verified.Manifest, name);
            var loaded = PluginLoader.Load(verified, options.LoadTimeout);
            RefuseTaken(loaded);
            Replace(known, name, loaded);
        }
        catch (PluginException refusal)
        {
            rejected[name] = new PluginStatus(name, PluginState.Rejected, refusal.Message, time.GetUtcNow()) { Fault = refusal.Fault };
            metrics.Changed(rejected[name]);
            PluginLog.Rejected(logger, folder, refusal.Fault, refusal.Message, refusal.InnerException);
        }
    }

    private void Replace(List<InstalledPlugin> known, string name, LoadedPlugin loaded)
    {
        foreach (var old in known.Where(plugin => plugin.Loaded is not null))
        {
            StartDraining(old, $"{loaded.Context.Name} with other bytes took its place.");
        }

        installed.RemoveAll(plugin => plugin.Folder == name && plugin.Status.State is PluginState.Unloaded);
        var status = new PluginStatus(name, PluginState.Loaded, null, time.GetUtcNow())
        {
            Id = loaded.Manifest.Id,
            Version = loaded.Manifest.Version,
            Sha256 = loaded.Provenance.Sha256,
            Description = loaded.Manifest.Description,
            License = loaded.Manifest.License,
            Environments = [.. loaded.Environments.Select(environment => $"{environment.Definition.Name}@{environment.Definition.Version}")],
        };
        var plugin = new InstalledPlugin(name, loaded.Provenance)
        {
            Loaded = loaded,
            Offers = [.. loaded.Environments.Select(environment => (environment.Definition.Name, environment.Definition.Version))],
            Status = status,
        };
        installed.Add(plugin);
        PluginLog.Loaded(logger, loaded.Provenance.Id, loaded.Provenance.Version, Names(loaded.Environments), loaded.Provenance.Sha256);
        Change(plugin, PluginState.Active, null);
    }

    private void RefuseForeign(PluginManifest manifest, PluginProvenance provenance)
    {
        if (options.PluginAllowList.Count > 0
            && !options.PluginAllowList.Any(allowed => allowed == manifest.Id || allowed == $"{manifest.Id}@{manifest.Version}"
                || string.Equals(allowed, provenance.Sha256, StringComparison.OrdinalIgnoreCase)))
        {
            throw new PluginException(PluginFault.NotAllowed, $"Neither {manifest.Id}, {manifest.Id}@{manifest.Version} nor {provenance.Sha256} is in Medusa:PluginAllowList.");
        }
    }

    private void RefuseTwin(PluginManifest manifest, string folder)
    {
        var twin = installed.Find(other => other.Folder != folder && other.Loaded is not null && other.Status.State != PluginState.Draining
            && other.Provenance.Id == manifest.Id && other.Provenance.Version == manifest.Version);
        if (twin is not null && Directory.Exists(Path.Combine(root, twin.Folder)))
        {
            throw new PluginException(PluginFault.Duplicate, $"Plugin {manifest.Id}@{manifest.Version} is installed in another folder too: {twin.Folder}.");
        }
    }

    /// <summary>An environment belongs to the plugin id that offered it first; newer versions of that plugin may take it over.</summary>
    private void RefuseTaken(LoadedPlugin loaded)
    {
        foreach (var environment in loaded.Environments)
        {
            var offer = (environment.Definition.Name, environment.Definition.Version);
            if (installed.Find(other => other.Loaded is not null && other.Status.State != PluginState.Draining && other.Provenance.Id != loaded.Provenance.Id && other.Offers.Contains(offer)) is { } owner)
            {
                loaded.Context.Unload();
                throw new PluginException(PluginFault.Duplicate, $"Plugin {owner.Provenance.Id} offers environment {offer.Name}@{offer.Version} already.");
            }
        }
    }

    private void Supersede()
    {
        foreach (var plugin in installed.Where(plugin => plugin.Status.State == PluginState.Active && IsSuperseded(plugin.Provenance, plugin.Offers)).ToArray())
        {
            StartDraining(plugin, "A newer version offers all that it does.");
        }
    }

    /// <summary>Whether newer versions of the same plugin offer every environment that this one does.</summary>
    private bool IsSuperseded(PluginProvenance plugin, ImmutableArray<(string Name, string Version)> offers)
    {
        var newer = installed.FindAll(other => other.Status.State == PluginState.Active && other.Provenance.Id == plugin.Id
            && EnvironmentCatalogue.Compare(other.Provenance.Version, plugin.Version) > 0);
        return newer.Count > 0 && offers.All(offer => newer.Exists(other => other.Offers.Contains(offer)));
    }

    private void StartDraining(InstalledPlugin plugin, string reason)
    {
        if (plugin.Status.State != PluginState.Draining)
        {
            Change(plugin, PluginState.Draining, reason);
            drainer.Change(DrainPeriod, DrainPeriod);
        }
    }

    private void DrainOnce()
    {
        foreach (var plugin in installed.Where(plugin => plugin.Status.State is PluginState.Draining or PluginState.Leaked).ToArray())
        {
            if (!plugin.IsLetGo && CountEpisodes(plugin) == 0)
            {
                compositions.Retired.RemoveAll(environment => environment.Plugins.Contains(plugin.Provenance));
                plugin.Unload(time.GetUtcNow());
            }
        }

        var leaving = installed.FindAll(plugin => plugin.IsLetGo && plugin.Status.State != PluginState.Unloaded);
        // What has leaked is looked at, but no longer collected for: that would cost the server a full collection a second for ever.
        if (leaving.Exists(plugin => plugin.Status.State != PluginState.Leaked))
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        foreach (var plugin in leaving)
        {
            if (!plugin.IsInMemory())
            {
                Change(plugin, PluginState.Unloaded, plugin.Status.State == PluginState.Leaked ? "It left memory late." : plugin.Status.Reason);
            }
            else if (plugin.Status.State != PluginState.Leaked && time.GetUtcNow() - plugin.LetGo > options.UnloadGrace)
            {
                Change(plugin, PluginState.Leaked, $"Something still holds it {options.UnloadGrace.TotalSeconds:0.###} s after it was let go of.");
            }
        }

        if (!installed.Exists(plugin => plugin.Status.State is PluginState.Draining or PluginState.Leaked))
        {
            drainer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int CountEpisodes(InstalledPlugin plugin)
    {
        var count = 0;
        foreach (var user in users)
        {
            count += user.Release([.. plugin.Loaded!.Environments, .. compositions.Retired.Where(environment => environment.Plugins.Contains(plugin.Provenance))]);
        }

        return count;
    }

    private void Change(InstalledPlugin plugin, PluginState state, string? reason)
    {
        plugin.Status = plugin.Status with { State = state, Reason = reason, Since = time.GetUtcNow() };
        metrics.Changed(plugin.Status);
        PluginLog.Changed(logger, plugin.Provenance.Id, plugin.Provenance.Version, state, reason ?? "-");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Publish()
    {
        var offered = installed
            .Where(plugin => plugin.Loaded is not null && plugin.Status.State is PluginState.Active or PluginState.Quarantined)
            .SelectMany(plugin => plugin.Loaded!.Environments)
            .GroupBy(environment => (environment.Definition.Name, environment.Definition.Version))
            .Select(group => group.OrderByDescending(environment => environment.Provenance.Version, Comparer<string>.Create(EnvironmentCatalogue.Compare)).First());
        var plain = new EnvironmentCatalogue(offered);
        var inUse = installed.Where(plugin => plugin.Loaded is not null && plugin.Status.State is PluginState.Active or PluginState.Quarantined).Select(plugin => plugin.Loaded!);
        compositions.Update([.. inUse.OrderByDescending(plugin => plugin.Manifest.Version, Comparer<string>.Create(EnvironmentCatalogue.Compare))], plain);
        var environments = compositions.Environments.IsEmpty ? plain : new EnvironmentCatalogue(plain.Versions.Concat(compositions.Environments));
        var files = compositions.Rejected.Select(file => new PluginStatus(file.File, PluginState.Rejected, file.Reason, time.GetUtcNow()) { Fault = PluginFault.BadDefinition });
        var statuses = installed.Select(plugin => plugin.Status).Concat(rejected.Values).Concat(files).OrderBy(status => status.Folder, StringComparer.Ordinal).ThenBy(status => status.Since);
        var next = new Snapshot(environments, [.. statuses], [], quarantined.ToImmutableDictionary());
        next = next with { Missing = [.. options.RequiredEnvironments.Where(wanted => next.Find(wanted) is null || failing.Contains(wanted))] };
        var before = snapshot.Missing;
        snapshot = next;
        if (!next.Missing.SequenceEqual(before))
        {
            PluginLog.MissingChanged(logger, next.Missing, root, Names(Environments), string.Concat(compositions.Rejected.Select(file => $" {file.Reason}")));
        }
    }

    private void ReadFiles()
    {
        try
        {
            compositions.ReadFiles();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            PluginLog.FilesUnreadable(logger, options.EnvironmentsPath, unreadable);
        }
    }

    /// <summary>Folders whose names begin with a dot or end with .tmp or .partial are being written and are left alone.</summary>
    private static List<string> FoldersIn(string root) => Directory.Exists(root)
        ? [.. Directory.EnumerateDirectories(root).Where(folder => !IsUnfinished(Path.GetFileName(folder))).Order(StringComparer.Ordinal)]
        : [];

    private static bool IsUnfinished(string name) =>
        name.StartsWith('.') || name.EndsWith(".tmp", StringComparison.Ordinal) || name.EndsWith(".partial", StringComparison.Ordinal);

    private static string Names(ImmutableArray<LoadedEnvironment> offered) =>
        offered.IsEmpty ? "none" : string.Join(", ", offered.Select(environment => $"{environment.Definition.Name}@{environment.Definition.Version}"));

    private sealed record Snapshot(
        EnvironmentCatalogue Environments, ImmutableArray<PluginStatus> Plugins, ImmutableArray<string> Missing, ImmutableDictionary<PluginProvenance, string> Quarantined)
    {
        public LoadedEnvironment? Find(string wanted) => wanted.Split('@', 2) is [var name, var version] ? Environments.Find(name, version) : Environments.Find(wanted);
    }
}
