using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Medusa.Gateway.Tests;

/// <summary>An instrument as documentation shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Unit">Its unit; empty for none.</param>
public sealed record ShownInstrument(string Name, string Kind, string Unit)
{
    private static readonly Dictionary<string, string> Units = new() { ["s"] = "_seconds", ["By"] = "_bytes" };

    /// <summary>The names that Prometheus gives it, by the rules of OpenTelemetry's specification.</summary>
    public string[] PrometheusNames
    {
        get
        {
            var name = Name.Replace('.', '_') + Units.GetValueOrDefault(Unit, Unit == "1" && Kind == "gauge" ? "_ratio" : string.Empty);
            return Kind switch
            {
                "histogram" => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
                "counter" => [$"{name}_total"],
                _ => [name],
            };
        }
    }

    /// <summary>An instrument as it is.</summary>
    public static ShownInstrument Of(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        var kind = type.Contains("UpDown", StringComparison.Ordinal) ? "up-down counter"
            : type.Contains("Histogram", StringComparison.Ordinal) ? "histogram"
            : type.Contains("Counter", StringComparison.Ordinal) ? "counter"
            : "gauge";
        return new ShownInstrument(instrument.Name, kind, instrument.Unit ?? string.Empty);
    }

    /// <summary>The instruments of this process by meter.</summary>
    public static ILookup<string, ShownInstrument> Published()
    {
        var found = new ConcurrentQueue<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => found.Enqueue(instrument) };
        listener.Start();
        return found.DistinctBy(instrument => (instrument.Meter.Name, instrument.Name)).ToLookup(instrument => instrument.Meter.Name, Of);
    }
}
