using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The message and the metrics of one kind of join of two sources.</summary>
/// <param name="Message">The operator's message.</param>
/// <param name="Metrics">The operator's metrics.</param>
internal sealed record JoinReport(string Message, Record Metrics)
{
    private static readonly RecordShape Shape = new(
        "join_type", "fact_rows", "dim_rows", "join_rows", "quarantine_rows", "dropped_rows", "null_key_rows", "match_rate", "explosion_detected");

    private static readonly PairDerivation<Table, Table, JoinReport> Left = new((a, b) => Compute("left", a, b));
    private static readonly PairDerivation<Table, Table, JoinReport> Anti = new((a, b) => Compute("anti", a, b));

    /// <summary>The report of a left join.</summary>
    public static JoinReport OfLeft(Table sourceA, Table sourceB) => sourceA.Derive(Left, sourceB);

    /// <summary>The report of an anti join.</summary>
    public static JoinReport OfAnti(Table sourceA, Table sourceB) => sourceA.Derive(Anti, sourceB);

    /// <summary>The report of an inner join, which keeps the quarantine of before.</summary>
    public static JoinReport OfInner(Table sourceA, Table sourceB, int quarantined) => Compute("inner", sourceA, sourceB, quarantined);

    private static JoinReport Compute(string type, Table sourceA, Table sourceB, int? kept = null)
    {
        var outcome = JoinOutcome.Of(sourceA, sourceB);
        var (joined, exploded) = type == "anti" ? (0, false) : (outcome.Rows, outcome.Exploded);
        var unmatched = outcome.Unmatched.RowCount;
        var quarantined = kept ?? unmatched;
        var rate = SourceMeasures.Of(sourceA, sourceB).MatchRate;
        return new JoinReport(
            string.Create(
                CultureInfo.InvariantCulture,
                $"EXECUTE_JOIN ({type.ToUpperInvariant()}): {joined} rows | match_rate={100 * rate:F1}% | quarantine={quarantined} | {(exploded ? "EXPLOSION" : "OK")}"),
            Shape.With(type, sourceA.RowCount, sourceB.RowCount, joined, quarantined, kept is null ? 0 : unmatched, outcome.NullKeyRows, rate, exploded));
    }
}
