using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The history columns of Silver: <c>valid_from</c>, <c>valid_to</c> (NULL while a version is open) and <c>is_current</c>.</summary>
internal static class History
{
    /// <summary>How long before an SCD-2 the rows that an SCD-1 had loaded are said to be valid.</summary>
    public static readonly TimeSpan BackDating = TimeSpan.FromDays(30);

    /// <summary>Whether the table has history columns.</summary>
    public static bool IsKept(Table silver) => silver.IndexOf(MedusaColumns.IsCurrent) >= 0;

    /// <summary>The rows, each an open version from <paramref name="from"/> on.</summary>
    public static Table Begin(Table rows, DateTime from) => rows
        .With(MedusaColumns.ValidFrom, Column<DateTime>.Constant(from, rows.RowCount))
        .With(MedusaColumns.ValidTo, Column.AllNull(ColumnType.Timestamp, rows.RowCount))
        .With(MedusaColumns.IsCurrent, Column<bool>.Constant(true, rows.RowCount));

    /// <summary>The table with history columns: rows that have none become open versions that began <see cref="BackDating"/> ago.</summary>
    public static Table Ensure(Table silver, DateTime now) => IsKept(silver) ? silver : Begin(silver, now - BackDating);
}
