using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// Silver's schema is the Silver table's own columns: the registered ones, and the history columns once SCD-2 ran. A column of a source that is not among
/// them is pending.
/// </summary>
internal static class SilverSchema
{
    private static readonly PairDerivation<Table, Table, string[]> PendingDerivation = new(ComputePending);
    private static readonly PairDerivation<Table, Table, Table> RegisterDerivation = new(ComputeRegistered);
    private static readonly string[] RegisteredFromTheStart =
    [
        MedusaColumns.Key, MedusaColumns.FactValue, MedusaColumns.FactCategory, MedusaColumns.CreatedAt, MedusaColumns.DimName, MedusaColumns.DimStatus,
    ];

    private static readonly Column NoText = Column.AllNull(ColumnType.Text, 0);
    private static readonly Column NoNumber = Column.AllNull(ColumnType.Number, 0);
    private static readonly Column NoInstant = Column.AllNull(ColumnType.Timestamp, 0);

    /// <summary>
    /// Silver before any load: no rows, every column of the sources that has not drifted. A table of its own for each scenario, so that what is derived from it
    /// is kept beside that scenario and goes with it.
    /// </summary>
    public static Table Begin() => Table.Of(
        (MedusaColumns.Key, NoText),
        (MedusaColumns.FactValue, NoNumber),
        (MedusaColumns.FactCategory, NoText),
        (MedusaColumns.CreatedAt, NoInstant),
        (MedusaColumns.DimName, NoText),
        (MedusaColumns.DimStatus, NoText));

    /// <summary>The names of the source's columns that Silver lacks, in the source's order.</summary>
    public static string[] Pending(Table silver, Table source) => silver.Derive(PendingDerivation, source);

    /// <summary>Silver with the source's pending columns registered, NULL in every row; the same table where none is pending.</summary>
    public static Table Register(Table silver, Table source) => silver.Derive(RegisterDerivation, source);

    /// <summary>Whether a column drifted in: it is none of those that Silver has from the start.</summary>
    public static bool IsDrifted(string column) => !RegisteredFromTheStart.Contains(column);

    /// <summary>Whether a column belongs to the history that SCD-2 keeps.</summary>
    public static bool IsHistory(string column) => column is MedusaColumns.ValidFrom or MedusaColumns.ValidTo or MedusaColumns.IsCurrent;

    private static string[] ComputePending(Table silver, Table source) => [.. source.ColumnNames.Where(name => silver.IndexOf(name) < 0)];

    private static Table ComputeRegistered(Table silver, Table source)
    {
        foreach (var name in Pending(silver, source))
        {
            silver = silver.With(name, Column.AllNull(source[name].Type, silver.RowCount));
        }

        return silver;
    }
}
