using System.Diagnostics.Metrics;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Counts what went over a limit. Apart from <see cref="GatewayMetrics"/>, which asks the engine whether it is ready, and so cannot be what the engine needs.</summary>
internal sealed class LimitMetrics : IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> refused;

    /// <summary>Makes the instruments.</summary>
    public LimitMetrics()
    {
        meter = new Meter(new MeterOptions(MedusaTelemetry.GatewayMeter) { Scope = this });
        refused = meter.CreateCounter<long>("medusa.limits.refused", "{request}", "Steps and starts of episodes that went over their key's limits, by limit.");
    }

    /// <summary>Counts requests that went over a limit.</summary>
    /// <param name="limit">One of <see cref="LimitNames"/>.</param>
    /// <param name="count">How many.</param>
    public void Reached(string limit, int count = 1) => refused.Add(count, new KeyValuePair<string, object?>("limit", limit));

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
