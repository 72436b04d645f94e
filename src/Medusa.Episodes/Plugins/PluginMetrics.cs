using System.Diagnostics.Metrics;

namespace Medusa.Episodes;

/// <summary>What plugins do, as instruments of the meter <c>Medusa</c>.</summary>
internal sealed class PluginMetrics : IDisposable
{
    private readonly Meter meter = new("Medusa");
    private readonly Counter<long> changes;

    /// <param name="plugins">Reads the plugins for the gauge <c>medusa.plugins</c>.</param>
    public PluginMetrics(Func<IEnumerable<PluginStatus>> plugins)
    {
        changes = meter.CreateCounter<long>("medusa.plugin.changes", "{change}", "Changes of a plugin's state, by plugin and new state.");
        meter.CreateObservableGauge(
            "medusa.plugins",
            () => plugins().GroupBy(plugin => plugin.State).Select(group => new Measurement<int>(group.Count(), KeyValuePair.Create("state", (object?)NameOf(group.Key)))),
            "{plugin}",
            "Plugins by state.");
    }

    /// <summary>Counts a change of state.</summary>
    /// <param name="status">The state after it.</param>
    public void Changed(PluginStatus status) => changes.Add(
        1, KeyValuePair.Create("plugin", (object?)(status.Id is null ? status.Folder : $"{status.Id}@{status.Version}")), KeyValuePair.Create("state", (object?)NameOf(status.State)));

    public void Dispose() => meter.Dispose();

    private static string NameOf(PluginState state) => state.ToString().ToLowerInvariant();
}
