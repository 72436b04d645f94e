using System.Collections.Immutable;

namespace Medusa.Operators.Abstractions;

/// <summary>One kind of mark on one table: whole rows, cells of one column, or a whole column.</summary>
public sealed class TableMark
{
    private TableMark(string kind, string? column, ImmutableArray<int> rows)
    {
        Kind = kind;
        Column = column;
        Rows = rows;
    }

    /// <summary>The kind: one of <see cref="IInspector.Kinds"/>.</summary>
    public string Kind { get; }

    /// <summary>The column whose cells are marked; null where whole rows are.</summary>
    public string? Column { get; }

    /// <summary>The marked rows, ascending and each once; <see langword="default"/> where the whole column is marked.</summary>
    public ImmutableArray<int> Rows { get; }

    /// <summary>Whether the whole column is marked, whatever rows there are.</summary>
    public bool IsWholeColumn => Rows.IsDefault;

    /// <summary>How many marks this is: one a row, or one for a whole column.</summary>
    public int Count => IsWholeColumn ? 1 : Rows.Length;

    /// <summary>Marks whole rows.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="rows">The rows, ascending and each once.</param>
    public static TableMark OfRows(string kind, ImmutableArray<int> rows) => new(kind, null, rows.IsDefault ? [] : rows);

    /// <summary>Marks cells of one column.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="rows">The rows, ascending and each once.</param>
    public static TableMark OfCells(string kind, string column, ImmutableArray<int> rows) => new(kind, column, rows.IsDefault ? [] : rows);

    /// <summary>Marks a whole column.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="column">The column's name.</param>
    public static TableMark OfColumn(string kind, string column) => new(kind, column, default);
}
