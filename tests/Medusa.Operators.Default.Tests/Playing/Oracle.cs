using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

/// <summary>What the rules say about tables, worked out on strings and without the environment's own machinery.</summary>
internal static class Oracle
{
    public static string? Clean(string? key)
    {
        var stripped = key?.Trim(' ', '\t', '\r', '\n');
        return string.IsNullOrEmpty(stripped) || new[] { "none", "nan", "null", "<na>" }.Contains(stripped.ToLowerInvariant()) ? null : stripped;
    }

    public static string?[] Keys(Table table) =>
        table.RowCount == 0 ? [] : [.. Enumerable.Range(0, table.RowCount).Select(row => ((TextColumn)table[MedusaColumns.Key])[row])];

    public static List<string?> KeyList(Table table) => [.. Keys(table)];

    public static DateTime[] Instants(Table table) =>
        table.RowCount == 0 ? [] : [.. Enumerable.Range(0, table.RowCount).Select(row => ((Column<DateTime>)table[MedusaColumns.CreatedAt])[row])];

    public static HashSet<DateTime> TrueOrphans(EpisodeState state)
    {
        var partners = Keys(state[MedusaState.BronzeB]).Select(Clean).Where(key => key is not null).ToHashSet();
        var (keys, instants) = (Keys(state[MedusaState.BronzeA]), Instants(state[MedusaState.BronzeA]));
        return [.. instants.Where((_, row) => Clean(keys[row]) is not { } key || !partners.Contains(key))];
    }

    public static double MatchRate(Table a, Table b)
    {
        var keys = Keys(a).Where(key => key is not null).Distinct().ToArray();
        var partners = Keys(b).ToHashSet();
        return keys.Length == 0 ? 0 : (double)keys.Count(partners.Contains) / keys.Length;
    }

    /// <summary>The instants of Silver's current rows, which name rows of A.</summary>
    public static DateTime[] CurrentInstants(Table silver)
    {
        var flags = silver.Find(MedusaColumns.IsCurrent) as Column<bool>;
        return [.. Instants(silver).Where((_, row) => flags is null || flags[row])];
    }

    /// <summary>Whether every row of A is in exactly one right place: once in Silver where it has a partner, once in quarantine where it has none.</summary>
    public static bool IsNothingLostOrDoubled(EpisodeState state)
    {
        var orphans = TrueOrphans(state);
        var current = CurrentInstants(state[MedusaState.Silver]);
        var expected = Instants(state[MedusaState.BronzeA]).Where(instant => !orphans.Contains(instant));
        return current.Order().SequenceEqual(expected.Order()) && Instants(state[MedusaState.Quarantine]).Order().SequenceEqual(orphans.Order());
    }
}
