using System.Diagnostics.Metrics;

namespace Medusa.Episodes;

/// <summary>What the engine measures of plugins, as instruments of the meter <c>Medusa</c>.</summary>
internal sealed class EpisodeMetrics : IDisposable
{
    private readonly Meter meter = new("Medusa");
    private readonly Counter<long> faults;

    /// <param name="workers">The workers.</param>
    /// <param name="rows">Reads the rows held.</param>
    /// <param name="episodes">Reads the live episodes.</param>
    public EpisodeMetrics(PluginWorkers workers, Func<long> rows, Func<int> episodes)
    {
        faults = meter.CreateCounter<long>("medusa.plugin.faults", "{fault}", "Faults of plugin code, by plugin and reason (exception, bad_result, overrun).");
        meter.CreateObservableGauge("medusa.workers.lost", () => workers.Lost, "{thread}", "Threads held by plugin code that does not return.");
        meter.CreateObservableGauge("medusa.workers.waiting", () => workers.Waiting, "{request}", "Requests that wait for a worker.");
        meter.CreateObservableGauge("medusa.rows.held", rows, "{row}", "Table rows of live episodes beside those that scenarios share.");
        meter.CreateObservableGauge("medusa.episodes.live", episodes, "{episode}", "Episodes in memory.");
    }

    /// <summary>Counts a fault.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="fault">What happened.</param>
    public void Faulted(PluginProvenance plugin, Exception fault) => faults.Add(
        1, KeyValuePair.Create("plugin", (object?)$"{plugin.Id}@{plugin.Version}"), KeyValuePair.Create("reason", (object?)OperatorFaults.ReasonOf(fault)));

    public void Dispose() => meter.Dispose();
}
