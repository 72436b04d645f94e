using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>What the agent sees: the last message and three counts. Exactly the described fields, always.</summary>
public sealed class ReadingsObserver : IObserver
{
    /// <inheritdoc/>
    public ObjectDescriptor Observation { get; } = new(
        "ReadingsObservation",
        [
            new FieldDescriptor("message", FieldKind.Text) { Description = "What the last action did." },
            new FieldDescriptor("rows", FieldKind.Integer) { Description = "Readings in the table." },
            new FieldDescriptor("missing", FieldKind.Integer) { Description = "Readings without a temperature." },
            new FieldDescriptor("too_hot", FieldKind.Integer) { Description = "Readings hotter than a sensor can measure." },
        ]);

    /// <inheritdoc/>
    public void WriteObservation(in ObservationContext context, JsonBuffer json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.StartObject();
        json.Name("message"u8);
        json.Text(context.Message);
        WriteCounts(context.Episode.State, json);
        json.EndObject();
    }

    /// <inheritdoc/>
    public void WriteState(EpisodeView episode, JsonBuffer json)
    {
        ArgumentNullException.ThrowIfNull(episode);
        ArgumentNullException.ThrowIfNull(json);
        WriteCounts(episode.State, json);
    }

    private static void WriteCounts(EpisodeState state, JsonBuffer json)
    {
        json.Name("rows"u8);
        json.Integer(state[ReadingsState.Readings].RowCount);
        json.Name("missing"u8);
        json.Integer(ReadingRows.Missing(state));
        json.Name("too_hot"u8);
        json.Integer(ReadingRows.Above(state, ReadingsState.Hottest));
    }
}
