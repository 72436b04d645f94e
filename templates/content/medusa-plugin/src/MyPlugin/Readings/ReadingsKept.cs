using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>No sound reading was dropped: an empty table is not a clean one.</summary>
public sealed class ReadingsKept : IGraderCheck
{
    /// <inheritdoc/>
    public string Name => "kept";

    /// <inheritdoc/>
    public string Description => "No sound reading was dropped.";

    /// <inheritdoc/>
    public CheckResult Evaluate(EpisodeState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var rows = state[ReadingsState.Readings].RowCount;
        var unsound = ReadingRows.Missing(state) + ReadingRows.Above(state, ReadingsState.Hottest);
        var lost = state.Get(ReadingsState.Sound) - (rows - unsound);
        return new CheckResult(Name, lost == 0, lost == 0 ? null : $"kept: {lost} sound readings were dropped.");
    }
}
