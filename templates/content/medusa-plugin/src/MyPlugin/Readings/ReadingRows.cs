using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>Questions about rows of the readings that several parts ask.</summary>
internal static class ReadingRows
{
    /// <summary>How many rows have no temperature.</summary>
    public static int Missing(EpisodeState state) => state[ReadingsState.Readings].Find(ReadingsState.Celsius)?.NullCount ?? 0;

    /// <summary>How many rows have a temperature above a limit, in degrees Celsius.</summary>
    public static int Above(EpisodeState state, double limit)
    {
        var count = 0;
        if (state[ReadingsState.Readings].Find(ReadingsState.Celsius) is Column<double> temperatures)
        {
            for (var row = 0; row < temperatures.Length; row++)
            {
                count += !temperatures.IsNull(row) && temperatures[row] > limit ? 1 : 0;
            }
        }

        return count;
    }

    /// <summary>The state with those rows alone for which <paramref name="keeps"/> holds, and how many went. Nothing is copied but an index.</summary>
    public static (EpisodeState State, int Removed) Keep(in OperatorContext context, Func<Column<double>, int, bool> keeps)
    {
        var readings = context.State[ReadingsState.Readings];
        if (readings.Find(ReadingsState.Celsius) is not Column<double> temperatures)
        {
            return (context.State, 0);
        }

        var kept = new List<int>(temperatures.Length);
        for (var row = 0; row < temperatures.Length; row++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (keeps(temperatures, row))
            {
                kept.Add(row);
            }
        }

        var edit = context.State.Edit();
        edit.Set(ReadingsState.Readings, readings.Gather(RowSelection.Of([.. kept])));
        return (edit.Build(), temperatures.Length - kept.Count);
    }
}
