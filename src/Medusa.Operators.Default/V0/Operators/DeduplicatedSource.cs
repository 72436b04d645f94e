using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>Source B after DEDUPLICATE_B, with what the action reports of it.</summary>
internal sealed class DeduplicatedSource
{
    private static readonly RecordShape Shape = new("dupes_removed", "uniqueness", "rows_after");
    private static readonly Derivation<Table, DeduplicatedSource> Derivation = new(table => new DeduplicatedSource(table));

    private DeduplicatedSource(Table source)
    {
        Table = KeepLast(source);
        var removed = source.RowCount - Table.RowCount;
        Uniqueness = (double)KeySet.Of(Table).NonNull / Math.Max(Table.RowCount, 1);
        Message = $"DEDUPLICATE_B: removed {removed} duplicate(s).";
        Metrics = Shape.With(removed, Uniqueness, Table.RowCount);
    }

    /// <summary>The last row of each key, in the source's order; NULL keys count as one key.</summary>
    public Table Table { get; }

    /// <summary>Non-NULL keys over rows.</summary>
    public double Uniqueness { get; }

    /// <summary>The message.</summary>
    public string Message { get; }

    /// <summary>The metrics.</summary>
    public Record Metrics { get; }

    /// <summary>A table without duplicates, computed once.</summary>
    /// <param name="source">A table with a key column.</param>
    public static DeduplicatedSource Of(Table source) => source.Derive(Derivation);

    private static Table KeepLast(Table source)
    {
        var keys = (TextColumn)source[V0Columns.Key];
        var codes = keys.Codes();
        var seen = new bool[keys.Dictionary.Count + 1];
        var kept = new int[codes.Length];
        var at = kept.Length;
        for (var row = codes.Length - 1; row >= 0; row--)
        {
            if (!seen[codes[row] + 1])
            {
                seen[codes[row] + 1] = true;
                kept[--at] = row;
            }
        }

        return at == 0 ? source : source.Gather(RowSelection.Of(kept[at..]));
    }
}
