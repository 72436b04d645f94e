using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>Which rows of A and B a join puts side by side, and which rows of A match nothing.</summary>
/// <param name="A">Rows of A, in A's order.</param>
/// <param name="B">Rows of B beside them, in B's order for each row of A; −1 for none.</param>
/// <param name="Unmatched">Rows of A whose key B does not show.</param>
internal sealed record JoinRows(int[] A, int[] B, int[] Unmatched)
{
    /// <summary>The most rows that a join may give. Keys that repeat on both sides multiply; beyond this no machine is served by going on.</summary>
    public const int MaxRows = 50_000_000;

    /// <summary>Pairs the rows of two tables by equal keys; NULL keys of either side are left out.</summary>
    /// <param name="keysA">A's keys.</param>
    /// <param name="rowsB">B's rows by key.</param>
    /// <param name="kind">The join.</param>
    /// <exception cref="ContractException">The join has more than <see cref="MaxRows"/> rows (<c>invalid_action</c>).</exception>
    public static JoinRows Of(TextColumn keysA, KeyRows rowsB, JoinKind kind)
    {
        var toB = keysA.Dictionary.CodesIn(rowsB.Dictionary).Span;
        var codes = keysA.Codes();
        var (pairs, lonely) = Count(codes, toB, rowsB);
        var length = kind switch
        {
            JoinKind.Inner => pairs,
            JoinKind.Left => pairs + lonely,
            _ => 0,
        };
        if (length > MaxRows)
        {
            throw new ContractException("invalid_action", $"This join would give {length} rows, more than {MaxRows}: deduplicate source B first.");
        }

        var result = new JoinRows(new int[length], new int[length], new int[lonely]);
        result.Fill(codes, toB, rowsB, kind);
        return result;
    }

    private static (long Pairs, int Lonely) Count(ReadOnlySpan<int> codes, ReadOnlySpan<int> toB, KeyRows rowsB)
    {
        var pairs = 0L;
        var lonely = 0;
        foreach (var code in codes)
        {
            if (code >= 0)
            {
                var matches = rowsB.Of(toB[code]).Length;
                pairs += matches;
                lonely += matches == 0 ? 1 : 0;
            }
        }

        return (pairs, lonely);
    }

    private void Fill(ReadOnlySpan<int> codes, ReadOnlySpan<int> toB, KeyRows rowsB, JoinKind kind)
    {
        var at = 0;
        var lonely = 0;
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] < 0)
            {
                continue;
            }

            var matches = rowsB.Of(toB[codes[row]]);
            if (matches.Length == 0)
            {
                Unmatched[lonely++] = row;
                if (kind == JoinKind.Left)
                {
                    A[at] = row;
                    B[at++] = -1;
                }
            }
            else if (kind != JoinKind.Anti)
            {
                foreach (var match in matches)
                {
                    A[at] = row;
                    B[at++] = match;
                }
            }
        }
    }
}
