using System.Diagnostics.Metrics;

namespace Medusa.Episodes;

/// <summary>What becomes of plugins, beside <see cref="EpisodeMetrics"/> in the same meter.</summary>
internal sealed class PluginMetrics : IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> changes;

    /// <param name="scope">What tells this catalogue's instruments from another's in the same process.</param>
    /// <param name="plugins">Reads the plugins.</param>
    public PluginMetrics(object scope, Func<IEnumerable<PluginStatus>> plugins)
    {
        meter = new Meter(new MeterOptions(MedusaTelemetry.EpisodesMeter) { Scope = scope });
        changes = meter.CreateCounter<long>("medusa.plugin.changes", "{change}", "Changes of a plugin's state, by plugin and new state.");
        meter.CreateObservableGauge(
            "medusa.plugins",
            () => plugins().GroupBy(plugin => plugin.State).Select(group => new Measurement<int>(group.Count(), KeyValuePair.Create(TelemetryTag.State, (object?)NameOf(group.Key)))),
            "{plugin}",
            "Plugins by state.");
    }

    /// <summary>Counts a change of state.</summary>
    /// <param name="status">The state after it.</param>
    public void Changed(PluginStatus status) => changes.Add(
        1,
        KeyValuePair.Create(TelemetryTag.Plugin, (object?)(status.Id is null ? status.Folder : $"{status.Id}@{status.Version}")),
        KeyValuePair.Create(TelemetryTag.State, (object?)NameOf(status.State)));

    public void Dispose() => meter.Dispose();

    private static string NameOf(PluginState state) => state.ToString().ToLowerInvariant();
}
