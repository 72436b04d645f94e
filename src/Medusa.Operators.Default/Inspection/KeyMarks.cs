using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The rows of a key column that are worth seeing.</summary>
/// <param name="Nulls">Rows whose key is NULL.</param>
/// <param name="Dirty">Rows whose key would change by cleaning.</param>
/// <param name="Repeated">Rows whose key a later row has: those that DEDUPLICATE_B drops, but for NULL keys.</param>
internal sealed record KeyMarks(ImmutableArray<int> Nulls, ImmutableArray<int> Dirty, ImmutableArray<int> Repeated)
{
    private static readonly Derivation<Column, KeyMarks> Derivation = new(column => Compute((TextColumn)column));

    public static KeyMarks Of(TextColumn keys) => keys.Derive(Derivation);

    private static KeyMarks Compute(TextColumn keys)
    {
        var cleaning = KeyCleaning.Of(keys.Dictionary);
        var last = new int[keys.Dictionary.Count];
        var codes = keys.Codes();
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] >= 0)
            {
                last[codes[row]] = row;
            }
        }

        var (nulls, dirty, repeated) = (ImmutableArray.CreateBuilder<int>(), ImmutableArray.CreateBuilder<int>(), ImmutableArray.CreateBuilder<int>());
        for (var row = 0; row < codes.Length; row++)
        {
            var code = codes[row];
            if (code < 0)
            {
                nulls.Add(row);
                continue;
            }

            if (cleaning.Clean(code) != code)
            {
                dirty.Add(row);
            }

            if (last[code] != row)
            {
                repeated.Add(row);
            }
        }

        return new KeyMarks(nulls.DrainToImmutable(), dirty.DrainToImmutable(), repeated.DrainToImmutable());
    }
}
