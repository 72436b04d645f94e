using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>Which keys a table's key column shows, counted once for each column.</summary>
internal sealed class KeySet
{
    private static readonly Derivation<Column, KeySet> Derivation = new(column => new KeySet((TextColumn)column));

    private readonly TextDictionary dictionary;
    private readonly bool[] present;

    private KeySet(TextColumn keys)
    {
        dictionary = keys.Dictionary;
        present = new bool[dictionary.Count];
        Rows = keys.Length;
        foreach (var code in keys.Codes())
        {
            if (code >= 0)
            {
                NonNull++;
                Distinct += present[code] ? 0 : 1;
                present[code] = true;
            }
        }
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of rows whose key is not NULL.</summary>
    public int NonNull { get; }

    /// <summary>The number of distinct keys, NULL not counted.</summary>
    public int Distinct { get; }

    /// <summary>The share of rows whose key is NULL.</summary>
    public double NullRatio => (double)(Rows - NonNull) / Math.Max(Rows, 1);

    /// <summary>Distinct keys over non-NULL keys; 0 where there are none.</summary>
    public double Uniqueness => (double)Distinct / Math.Max(NonNull, 1);

    /// <summary>The keys of a table.</summary>
    /// <param name="table">A table with a key column.</param>
    public static KeySet Of(Table table) => table[V0Columns.Key].Derive(Derivation);

    /// <summary>The share of this set's keys that <paramref name="other"/> shows, by equality of the texts as they are.</summary>
    /// <param name="other">The keys to look among.</param>
    public double ShareFoundIn(KeySet other)
    {
        var codes = dictionary.CodesIn(other.dictionary).Span;
        var found = 0;
        for (var code = 0; code < present.Length; code++)
        {
            found += present[code] && codes[code] >= 0 && other.present[codes[code]] ? 1 : 0;
        }

        return (double)found / Math.Max(Distinct, 1);
    }

    /// <summary>
    /// How many keys of this set and of <paramref name="other"/> are the same once blanks around them are removed.
    /// </summary>
    /// <param name="other">The keys to look among.</param>
    public int CommonWhenStripped(KeySet other)
    {
        var mine = Stripped();
        var theirs = other.Stripped();
        var codes = mine.Dictionary.CodesIn(theirs.Dictionary).Span;
        var common = 0;
        for (var code = 0; code < mine.Present.Length; code++)
        {
            common += mine.Present[code] && codes[code] >= 0 && theirs.Present[codes[code]] ? 1 : 0;
        }

        return common;
    }

    private (TextDictionary Dictionary, bool[] Present) Stripped()
    {
        var cleaned = CleanedTexts.Of(dictionary);
        var shown = new bool[cleaned.Dictionary.Count];
        for (var code = 0; code < present.Length; code++)
        {
            if (present[code] && cleaned.Codes[code] >= 0)
            {
                shown[cleaned.Codes[code]] = true;
            }
        }

        return (cleaned.Dictionary, shown);
    }
}
