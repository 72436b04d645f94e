using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>The rows of each key of a column, in row order: one pass to count, one to place.</summary>
internal sealed class KeyRows
{
    private static readonly Derivation<Column, KeyRows> Derivation = new(column => new KeyRows((TextColumn)column));

    private readonly int[] starts;
    private readonly int[] rows;

    private KeyRows(TextColumn keys)
    {
        Dictionary = keys.Dictionary;
        starts = new int[Dictionary.Count + 1];
        var codes = keys.Codes();
        foreach (var code in codes)
        {
            if (code >= 0)
            {
                starts[code + 1]++;
            }
        }

        for (var code = 0; code < Dictionary.Count; code++)
        {
            starts[code + 1] += starts[code];
        }

        rows = new int[starts[^1]];
        var next = starts.AsSpan(0, Dictionary.Count).ToArray();
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] >= 0)
            {
                rows[next[codes[row]]++] = row;
            }
        }
    }

    /// <summary>The dictionary of the codes that <see cref="Of(int)"/> takes.</summary>
    public TextDictionary Dictionary { get; }

    /// <summary>The rows of a table by key.</summary>
    /// <param name="table">A table with a key column.</param>
    public static KeyRows Of(Table table) => table[V0Columns.Key].Derive(Derivation);

    /// <summary>The rows that show a key, in row order.</summary>
    /// <param name="code">A code of <see cref="Dictionary"/>, or −1 for a key that no row shows.</param>
    public ReadOnlySpan<int> Of(int code) => code < 0 ? [] : rows.AsSpan(starts[code], starts[code + 1] - starts[code]);
}
