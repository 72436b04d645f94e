using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>The rows whose cleaned key is NULL or has no equal among Bronze B's cleaned keys.</summary>
/// <param name="Rows">The rows, ascending.</param>
internal sealed record Orphans(ImmutableArray<int> Rows)
{
    private static readonly PairDerivation<Column, TextColumn, Orphans> Derivation = new((keys, partners) => Compute((TextColumn)keys, partners));

    /// <summary>The orphans among rows.</summary>
    /// <param name="keys">The rows' keys.</param>
    /// <param name="partners">Bronze B's keys.</param>
    public static Orphans Of(TextColumn keys, TextColumn partners) => keys.Derive(Derivation, partners);

    private static Orphans Compute(TextColumn keys, TextColumn partners)
    {
        var theirs = CleanedTexts.Of(partners.Dictionary);
        var present = new bool[theirs.Dictionary.Count];
        foreach (var code in partners.Codes())
        {
            if (code >= 0 && theirs.Codes[code] >= 0)
            {
                present[theirs.Codes[code]] = true;
            }
        }

        var mine = CleanedTexts.Of(keys.Dictionary);
        var there = mine.Dictionary.CodesIn(theirs.Dictionary).Span;
        var rows = ImmutableArray.CreateBuilder<int>();
        var codes = keys.Codes();
        for (var row = 0; row < codes.Length; row++)
        {
            var cleaned = codes[row] < 0 ? -1 : mine.Codes[codes[row]];
            if (cleaned < 0 || there[cleaned] < 0 || !present[there[cleaned]])
            {
                rows.Add(row);
            }
        }

        return new Orphans(rows.DrainToImmutable());
    }
}
