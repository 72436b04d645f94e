using System.Collections.Immutable;
using Medusa.Episodes;
using Microsoft.Extensions.Hosting;

namespace Medusa.Gateway;

/// <summary>
/// Writes down how plugins stand at the start and what changes of it: at reloads, and where one is quarantined or leaves memory, which it sees at most
/// <see cref="Interval"/> later.
/// </summary>
/// <param name="environments">Knows the plugins.</param>
/// <param name="audit">Where changes are written down.</param>
/// <param name="clock">The time.</param>
internal sealed class PluginAudit(EnvironmentLookup environments, AuditLog audit, TimeProvider clock) : IHostedService, IDisposable
{
    /// <summary>How often the plugins are looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock turn = new();
    private ImmutableArray<PluginStatus> seen = [];
    private HashSet<(string Folder, string? Id, string? Version, string? Sha256, PluginState State, PluginFault? Fault)> known = [];
    private ITimer? timer;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (environments.Host is null)
        {
            Compare(FixedPlugins.Of(environments.Catalogue));
        }
        else
        {
            Look();
            timer = clock.CreateTimer(static self => ((PluginAudit)self!).Look(), this, Interval, Interval);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();

    /// <summary>Writes down what changed since it was called last; nothing where the catalogue is fixed.</summary>
    public void Look()
    {
        if (environments.Host is { } host)
        {
            Compare(host.Plugins);
        }
    }

    private void Compare(ImmutableArray<PluginStatus> plugins)
    {
        lock (turn)
        {
            // The same array, not an equal one: nothing was published since.
            if (plugins == seen)
            {
                return;
            }

            var before = known;
            known = [.. plugins.Select(Mark)];
            seen = plugins;
            foreach (var plugin in plugins.Where(plugin => !before.Contains(Mark(plugin))))
            {
                audit.PluginChanged(plugin);
            }
        }
    }

    /// <summary>What makes an entry. Reasons and times do not: a plugin that is rejected again for the same fault is no news.</summary>
    private static (string Folder, string? Id, string? Version, string? Sha256, PluginState State, PluginFault? Fault) Mark(PluginStatus plugin) =>
        (plugin.Folder, plugin.Id, plugin.Version, plugin.Sha256, plugin.State, plugin.Fault);
}
