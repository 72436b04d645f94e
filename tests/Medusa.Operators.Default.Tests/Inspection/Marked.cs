using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

/// <summary>What an inspector marks in one table, as sets of rows by kind.</summary>
internal static class Marked
{
    public static int[] Rows(EnvironmentDefinition environment, EpisodeState state, string table, string kind) =>
        [.. environment.Inspector!.Inspect(state, table).Where(mark => mark.Kind == kind && !mark.IsWholeColumn).SelectMany(mark => mark.Rows)];

    public static string[] Columns(EnvironmentDefinition environment, EpisodeState state, string table, string kind) =>
        [.. environment.Inspector!.Inspect(state, table).Where(mark => mark.Kind == kind && mark.IsWholeColumn).Select(mark => mark.Column!)];

    /// <summary>The keys of a table, as texts.</summary>
    public static string?[] Keys(EpisodeState state, string table)
    {
        var keys = (TextColumn)state[state.Schema.Table(table)][MedusaColumns.Key];
        return [.. Enumerable.Range(0, keys.Length).Select(row => keys[row])];
    }
}
