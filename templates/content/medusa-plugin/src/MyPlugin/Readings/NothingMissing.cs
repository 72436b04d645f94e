using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>No reading is without a temperature.</summary>
public sealed class NothingMissing : IGraderCheck
{
    /// <inheritdoc/>
    public string Name => "missing";

    /// <inheritdoc/>
    public string Description => "No reading is without a temperature.";

    /// <inheritdoc/>
    public CheckResult Evaluate(EpisodeState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var count = ReadingRows.Missing(state);
        return new CheckResult(Name, count == 0, count == 0 ? null : $"missing: {count} readings have no temperature.");
    }
}
