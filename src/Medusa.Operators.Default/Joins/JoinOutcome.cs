using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// What joining source A to source B by raw key text gives. One computation serves the three joins: they differ in which of the two tables they keep.
/// NULL equals nothing. A's order, then B's.
/// </summary>
/// <param name="Joined">The matched pairs: A's columns, then B's without the key.</param>
/// <param name="Unmatched">The other rows of A, whole, with a column <see cref="MedusaColumns.Reason"/>.</param>
/// <param name="MatchedRows">Rows of A that found a partner.</param>
/// <param name="NullKeyRows">Rows of A whose key is NULL.</param>
internal sealed record JoinOutcome(Table Joined, Table Unmatched, int MatchedRows, int NullKeyRows)
{
    private static readonly TextDictionary Reasons = BuildReasons();
    private static readonly PairDerivation<Table, Table, JoinOutcome> Derivation = new(Compute);

    /// <summary>Joined rows.</summary>
    public int Rows => Joined.RowCount;

    /// <summary>Whether joined rows exceed 1.05 × the rows of A that found a partner.</summary>
    public bool Exploded => Rows * 100L > MatchedRows * 105L;

    public static JoinOutcome Of(Table sourceA, Table sourceB) => sourceA.Derive(Derivation, sourceB);

    private static JoinOutcome Compute(Table sourceA, Table sourceB)
    {
        var codes = ((TextColumn)sourceA[MedusaColumns.Key]).Codes();
        var index = KeyIndex.Of(sourceB);
        var first = index.FirstRows(((TextColumn)sourceA[MedusaColumns.Key]).Dictionary);
        var pairs = 0;
        var matched = 0;
        foreach (var code in codes)
        {
            for (var row = code < 0 ? -1 : first[code]; row >= 0; row = index.Next(row))
            {
                pairs++;
            }

            matched += code >= 0 && first[code] >= 0 ? 1 : 0;
        }

        var (left, right) = (new int[pairs], new int[pairs]);
        var (unmatched, reasons) = (new int[codes.Length - matched], new int[codes.Length - matched]);
        var (pair, orphan, nulls) = (0, 0, 0);
        for (var factRow = 0; factRow < codes.Length; factRow++)
        {
            var code = codes[factRow];
            if (code < 0 || first[code] < 0)
            {
                nulls += code < 0 ? 1 : 0;
                reasons[orphan] = code < 0 ? 0 : 1;
                unmatched[orphan++] = factRow;
                continue;
            }

            for (var row = first[code]; row >= 0; row = index.Next(row))
            {
                (left[pair], right[pair++]) = (factRow, row);
            }
        }

        return new JoinOutcome(
            Beside(sourceA.Gather(RowSelection.Of(left)), sourceB.Without(MedusaColumns.Key).Gather(RowSelection.Of(right))),
            sourceA.Gather(RowSelection.Of(unmatched)).With(MedusaColumns.Reason, new TextColumn(Reasons, reasons)),
            matched,
            nulls);
    }

    private static Table Beside(Table left, Table right)
    {
        var columns = new (string, Column)[left.ColumnCount + right.ColumnCount];
        for (var index = 0; index < columns.Length; index++)
        {
            columns[index] = index < left.ColumnCount
                ? (left.ColumnNames[index], left.Columns[index])
                : (right.ColumnNames[index - left.ColumnCount], right.Columns[index - left.ColumnCount]);
        }

        return Table.Of(columns);
    }

    private static TextDictionary BuildReasons()
    {
        var builder = new TextDictionaryBuilder();
        builder.Add("null_key");
        builder.Add("no_match");
        return builder.Build();
    }
}
