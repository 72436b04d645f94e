using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// A load into an empty Silver: every joined row is an insert. Kept beside the joined table with its results of the first hours, so that the episodes of one
/// scenario share them.
/// </summary>
internal sealed class FirstLoad
{
    private const int HoursKept = 32;

    private static readonly PairDerivation<Table, Table, FirstLoad> Derivation = new((joined, silver) => new FirstLoad(Projection.Of(silver, joined)));

    private readonly Table rows;
    private readonly SilverLoad?[] byHour = new SilverLoad?[HoursKept];

    private FirstLoad(Table rows)
    {
        this.rows = rows;
        WithoutHistory = new SilverLoad(rows, rows.RowCount, 0);
    }

    /// <summary>What SCD-1 writes.</summary>
    public SilverLoad WithoutHistory { get; }

    public static FirstLoad Of(Table silver, Table joined) => joined.Derive(Derivation, silver);

    /// <summary>What SCD-2 writes at <paramref name="now"/>: one open version a row.</summary>
    public SilverLoad WithHistory(DateTime now)
    {
        var hour = (now - OperatorContext.Epoch).Ticks / TimeSpan.TicksPerHour;
        if (hour is < 0 or >= HoursKept)
        {
            return Open(now);
        }

        return Volatile.Read(ref byHour[hour]) ?? Interlocked.CompareExchange(ref byHour[hour], Open(now), null) ?? byHour[hour]!;
    }

    private SilverLoad Open(DateTime now) => new(History.Begin(rows, now), rows.RowCount, 0);
}
