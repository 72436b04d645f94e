using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>What deduplicating a source gives: the last row of each key, in table order, without the rows whose key is NULL.</summary>
/// <param name="Table">The rows kept; the same table where all are.</param>
/// <param name="Message">The operator's message.</param>
/// <param name="Metrics">The operator's metrics.</param>
internal sealed record UniqueSource(Table Table, string Message, Record Metrics)
{
    private static readonly RecordShape Shape = new("dupes_removed", "null_rows_removed", "uniqueness", "rows_after");
    private static readonly Derivation<Table, UniqueSource> Derivation = new(Compute);

    public static UniqueSource Of(Table source) => source.Derive(Derivation);

    private static UniqueSource Compute(Table source)
    {
        var before = KeyMeasures.Of(source);
        var kept = before.Distinct == source.RowCount ? source : source.Gather(RowSelection.Of(LastRows((TextColumn)source[MedusaColumns.Key], before.Distinct)));
        return new UniqueSource(
            kept,
            string.Create(
                CultureInfo.InvariantCulture,
                $"DEDUPLICATE_B: removed {before.Duplicates} duplicate(s) and {before.NullRows} row(s) without a key."),
            Shape.With(before.Duplicates, before.NullRows, KeyMeasures.Of(kept).Uniqueness, kept.RowCount));
    }

    private static int[] LastRows(TextColumn keys, int count)
    {
        var codes = keys.Codes();
        var seen = new bool[keys.Dictionary.Count];
        var rows = new int[count];
        for (var row = codes.Length - 1; row >= 0; row--)
        {
            var code = codes[row];
            if (code >= 0 && !seen[code])
            {
                seen[code] = true;
                rows[--count] = row;
            }
        }

        return rows;
    }
}
