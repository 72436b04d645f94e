using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>The rows of a key column that are worth seeing, by the original's rules.</summary>
/// <param name="Nulls">Rows whose key is NULL.</param>
/// <param name="Dirty">Rows whose key PREP_KEYS would change.</param>
/// <param name="Repeated">Rows that DEDUPLICATE_B drops: a later row has the same key, all NULL keys being one key.</param>
internal sealed record KeyMarks(ImmutableArray<int> Nulls, ImmutableArray<int> Dirty, ImmutableArray<int> Repeated)
{
    private static readonly Derivation<Column, KeyMarks> Derivation = new(column => Compute((TextColumn)column));

    public static KeyMarks Of(TextColumn keys) => keys.Derive(Derivation);

    private static KeyMarks Compute(TextColumn keys)
    {
        var isDirty = DirtyCodes(keys.Dictionary);
        var last = new int[keys.Dictionary.Count + 1];
        var codes = keys.Codes();
        for (var row = 0; row < codes.Length; row++)
        {
            last[codes[row] + 1] = row;
        }

        var (nulls, dirty, repeated) = (ImmutableArray.CreateBuilder<int>(), ImmutableArray.CreateBuilder<int>(), ImmutableArray.CreateBuilder<int>());
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] < 0)
            {
                nulls.Add(row);
            }
            else if (isDirty[codes[row]])
            {
                dirty.Add(row);
            }

            if (last[codes[row] + 1] != row)
            {
                repeated.Add(row);
            }
        }

        return new KeyMarks(nulls.DrainToImmutable(), dirty.DrainToImmutable(), repeated.DrainToImmutable());
    }

    private static bool[] DirtyCodes(TextDictionary dictionary)
    {
        var cleaned = CleanedTexts.Of(dictionary);
        var dirty = new bool[dictionary.Count];
        for (var code = 0; code < dirty.Length; code++)
        {
            var after = cleaned.Codes[code];
            dirty[code] = after < 0 || cleaned.Dictionary[after].Length != dictionary[code].Length;
        }

        return dirty;
    }
}
