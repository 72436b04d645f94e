using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The rows of each key of a table, in table order: chains of rows by key code.</summary>
internal sealed class KeyIndex
{
    private static readonly Derivation<Column, KeyIndex> Derivation = new(column => new KeyIndex((TextColumn)column));

    private readonly TextDictionary dictionary;
    private readonly int[] first;
    private readonly int[] next;

    private KeyIndex(TextColumn keys)
    {
        dictionary = keys.Dictionary;
        first = new int[dictionary.Count];
        next = new int[keys.Length];
        Array.Fill(first, -1);
        var codes = keys.Codes();
        for (var row = codes.Length - 1; row >= 0; row--)
        {
            var code = codes[row];
            next[row] = -1;
            if (code >= 0)
            {
                next[row] = first[code];
                first[code] = row;
            }
        }
    }

    public static KeyIndex Of(Table source) => Of((TextColumn)source[MedusaColumns.Key]);

    public static KeyIndex Of(TextColumn keys) => keys.Derive(Derivation);

    /// <summary>The first row of each key of <paramref name="other"/>, by its codes; −1 where the table has no such key.</summary>
    public int[] FirstRows(TextDictionary other)
    {
        if (ReferenceEquals(other, dictionary))
        {
            return first;
        }

        var here = other.CodesIn(dictionary).Span;
        var rows = new int[here.Length];
        for (var code = 0; code < rows.Length; code++)
        {
            rows[code] = here[code] < 0 ? -1 : first[here[code]];
        }

        return rows;
    }

    /// <summary>The next row of the same key, or −1.</summary>
    public int Next(int row) => next[row];
}
