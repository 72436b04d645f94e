using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Medusa.Testing;

/// <summary>What the instruments of one scope measured since this was made.</summary>
public sealed class Measurements : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<(Instrument Instrument, double Value, Dictionary<string, string?> Tags)> measured = new();

    /// <param name="scope">The meters' scope: the engine, the journal or the gateway that measures.</param>
    public Measurements(object scope)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, scope))
            {
                Instruments.Enqueue(instrument);
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
    }

    /// <summary>The instruments that were found.</summary>
    public ConcurrentQueue<Instrument> Instruments { get; } = new();

    /// <summary>All values of all tags.</summary>
    public IEnumerable<string?> TagValues => measured.SelectMany(one => one.Tags.Values);

    /// <summary>The sum of what an instrument measured with these tags.</summary>
    public double Sum(string name, params (string Name, string Value)[] tags) => Of(name, tags).Sum();

    /// <summary>What an instrument measured with these tags.</summary>
    public double[] Of(string name, params (string Name, string Value)[] tags) =>
    [
        .. measured.Where(one => one.Instrument.Name == name && tags.All(tag => one.Tags.GetValueOrDefault(tag.Name) == tag.Value)).Select(one => one.Value),
    ];

    /// <summary>What a gauge says now.</summary>
    public double Now(string name)
    {
        listener.RecordObservableInstruments();
        return Of(name)[^1];
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kept = new Dictionary<string, string?>();
        foreach (var (name, text) in tags)
        {
            kept[name] = text?.ToString();
        }

        measured.Enqueue((instrument, value, kept));
    }
}
