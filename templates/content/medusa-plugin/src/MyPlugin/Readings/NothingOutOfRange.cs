using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>No reading is hotter than a sensor can measure.</summary>
public sealed class NothingOutOfRange : IGraderCheck
{
    /// <inheritdoc/>
    public string Name => "range";

    /// <inheritdoc/>
    public string Description => "No reading is hotter than a sensor can measure.";

    /// <inheritdoc/>
    public CheckResult Evaluate(EpisodeState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var count = ReadingRows.Above(state, ReadingsState.Hottest);
        return new CheckResult(Name, count == 0, count == 0 ? null : $"range: {count} readings are out of range.");
    }
}
