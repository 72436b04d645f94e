using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// The true orphans of an episode: the rows of Bronze A whose cleaned key is NULL or has no equal among Bronze B's cleaned keys. What the sources were
/// prepared to since has no part in it.
/// </summary>
internal sealed class TrueOrphans
{
    private static readonly PairDerivation<Table, Table, TrueOrphans> Derivation = new((bronzeA, bronzeB) => new TrueOrphans(bronzeA, bronzeB));
    private static readonly PairDerivation<Table, TrueOrphans, Placement> QuarantineDerivation = new((table, orphans) => orphans.Place(table));
    private static readonly PairDerivation<Table, TrueOrphans, Placement> SilverDerivation = new((table, orphans) => orphans.Place(CurrentRows.Of(table).Table));

    private static readonly PairDerivation<Table, TrueOrphans, Marked> MarkedDerivation = new((table, orphans) => new Marked(orphans.Mark(table)));

    private readonly LogicalRows rows;
    private readonly bool[] orphan;

    private TrueOrphans(Table bronzeA, Table bronzeB)
    {
        rows = LogicalRows.Of(bronzeA);
        orphan = new bool[bronzeA.RowCount];
        var partners = KeyIndex.Of(KeyCleaning.Of((TextColumn)bronzeB[MedusaColumns.Key])).FirstRows(rows.Dictionary);
        for (var row = 0; row < orphan.Length; row++)
        {
            var key = rows[row].Key;
            orphan[row] = key < 0 || partners[key] < 0;
            Count += orphan[row] ? 1 : 0;
        }
    }

    /// <summary>How many rows of A are true orphans.</summary>
    public int Count { get; }

    /// <summary>How many are not.</summary>
    public int MatchableCount => orphan.Length - Count;

    public static TrueOrphans Of(EpisodeState state) => Of(state[MedusaState.BronzeA], state[MedusaState.BronzeB]);

    public static TrueOrphans Of(Table bronzeA, Table bronzeB) => bronzeA.Derive(Derivation, bronzeB);

    /// <summary>Whether <paramref name="quarantine"/> holds every true orphan once and nothing else.</summary>
    public bool AreExactly(Table quarantine)
    {
        var placed = InQuarantine(quarantine);
        return placed.Orphans == Count && placed.Rows == Count;
    }

    /// <summary>Which rows of A a quarantine table holds.</summary>
    public Placement InQuarantine(Table quarantine) => quarantine.ColumnCount == 0 ? Placement.Nothing : quarantine.Derive(QuarantineDerivation, this);

    /// <summary>Which rows of A are current in a Silver table.</summary>
    public Placement InSilver(Table silver) => silver.Derive(SilverDerivation, this);

    /// <summary>The rows of a table that are true orphans, ascending; strangers to Bronze A are none.</summary>
    public ImmutableArray<int> RowsOf(Table table) => table.Derive(MarkedDerivation, this).Rows;

    private ImmutableArray<int> Mark(Table table)
    {
        var marked = ImmutableArray.CreateBuilder<int>();
        var ids = LogicalRows.Of(table).IdsIn(rows.Dictionary);
        for (var row = 0; row < ids.Length; row++)
        {
            if (rows.Find(ids[row]) is var source and >= 0 && orphan[source])
            {
                marked.Add(row);
            }
        }

        return marked.DrainToImmutable();
    }

    private Placement Place(Table table)
    {
        var seen = new bool[orphan.Length];
        var (orphans, matchable) = (0, 0);
        foreach (var id in LogicalRows.Of(table).IdsIn(rows.Dictionary))
        {
            var row = rows.Find(id);
            if (row >= 0 && !seen[row])
            {
                seen[row] = true;
                orphans += orphan[row] ? 1 : 0;
                matchable += orphan[row] ? 0 : 1;
            }
        }

        return new Placement(table.RowCount, orphans, matchable);
    }

    /// <summary>What a table holds of Bronze A.</summary>
    /// <param name="Rows">The table's rows, repeats and strangers included.</param>
    /// <param name="Orphans">Different true orphans among them.</param>
    /// <param name="Matchable">Different other rows of A among them.</param>
    internal sealed record Placement(int Rows, int Orphans, int Matchable)
    {
        public static Placement Nothing { get; } = new(0, 0, 0);
    }

    /// <summary>Rows, kept beside the table that they are of.</summary>
    private sealed record Marked(ImmutableArray<int> Rows);
}
