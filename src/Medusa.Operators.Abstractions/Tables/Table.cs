using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// An immutable table: named columns of equal length, in order. Operations return new tables that share columns with this one.
/// Where its semantics differ from a data frame's: NULL never equals NULL; the order of columns is part of the value and of the digest;
/// a column keeps its type when all its values are NULL; there is no row index besides the row's position.
/// </summary>
public sealed class Table
{
    private DerivationCache derived;
    private long digestedBytes;
    private byte[]? digest;

    private Table(ImmutableArray<string> names, ImmutableArray<Column> columns, int rowCount)
    {
        ColumnNames = names;
        Columns = columns;
        RowCount = rowCount;
    }

    /// <summary>The table without columns and rows.</summary>
    public static Table Empty { get; } = new([], [], 0);

    /// <summary>The columns' names, in order.</summary>
    public ImmutableArray<string> ColumnNames { get; }

    /// <summary>The columns, in the order of <see cref="ColumnNames"/>.</summary>
    public ImmutableArray<Column> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The number of columns.</summary>
    public int ColumnCount => Columns.Length;

    /// <summary>SHA-256 (32 bytes) over rows, columns, and for each column in order its name and digest.</summary>
    public ReadOnlySpan<byte> Digest => digest ??= ComputeDigest();

    /// <summary>How many bytes the columns' digests read: what the table's contents amount to, however they are stored.</summary>
    public long DigestedBytes
    {
        get
        {
            _ = Digest;
            return digestedBytes;
        }
    }

    /// <summary>The column named <paramref name="name"/>.</summary>
    /// <param name="name">A column's name, compared ordinally.</param>
    /// <exception cref="KeyNotFoundException">No column has that name.</exception>
    public Column this[string name] => Find(name) ?? throw new KeyNotFoundException($"No column is named '{name}'; there are {string.Join(", ", ColumnNames)}.");

    /// <summary>A table of the given columns.</summary>
    /// <param name="columns">Names and columns, in order. Names are distinct, lengths equal.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or lengths differ.</exception>
    public static Table Of(params ReadOnlySpan<(string Name, Column Column)> columns)
    {
        if (columns.Length == 0)
        {
            return Empty;
        }

        var names = ImmutableArray.CreateBuilder<string>(columns.Length);
        var values = ImmutableArray.CreateBuilder<Column>(columns.Length);
        foreach (var (name, column) in columns)
        {
            if (names.Contains(name))
            {
                throw new ArgumentException($"Two columns are named '{name}'.", nameof(columns));
            }

            if (column.Length != columns[0].Column.Length)
            {
                throw new ArgumentException($"Column '{name}' has {column.Length} rows, the first one {columns[0].Column.Length}.", nameof(columns));
            }

            names.Add(name);
            values.Add(column);
        }

        return new Table(names.MoveToImmutable(), values.MoveToImmutable(), columns[0].Column.Length);
    }

    /// <summary>The position of a column, or −1.</summary>
    /// <param name="name">A column's name, compared ordinally.</param>
    public int IndexOf(string name)
    {
        for (var index = 0; index < ColumnNames.Length; index++)
        {
            if (string.Equals(ColumnNames[index], name, StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>The column named <paramref name="name"/>, or null.</summary>
    /// <param name="name">A column's name, compared ordinally.</param>
    public Column? Find(string name) => IndexOf(name) is var index && index < 0 ? null : Columns[index];

    /// <summary>This table with <paramref name="column"/> in the place of the column of that name, or appended as the last.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="column">As many rows as this table, unless the table has no column yet.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public Table With(string name, Column column)
    {
        if (ColumnCount > 0 && column.Length != RowCount)
        {
            throw new ArgumentException($"Column '{name}' has {column.Length} rows, the table {RowCount}.", nameof(column));
        }

        var index = IndexOf(name);
        return index >= 0
            ? ReferenceEquals(Columns[index], column) ? this : new Table(ColumnNames, Columns.SetItem(index, column), RowCount)
            : new Table(ColumnNames.Add(name), Columns.Add(column), column.Length);
    }

    /// <summary>This table without the column named <paramref name="name"/>; the same table where there is none.</summary>
    /// <param name="name">A column's name.</param>
    public Table Without(string name)
    {
        var index = IndexOf(name);
        return index < 0 ? this : new Table(ColumnNames.RemoveAt(index), Columns.RemoveAt(index), RowCount);
    }

    /// <summary>The named columns, in the given order.</summary>
    /// <param name="names">Names of columns of this table.</param>
    /// <exception cref="KeyNotFoundException">No column has one of the names.</exception>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public Table Select(params ReadOnlySpan<string> names)
    {
        var columns = new (string Name, Column Column)[names.Length];
        for (var index = 0; index < names.Length; index++)
        {
            columns[index] = (names[index], this[names[index]]);
        }

        return columns.Length == 0 ? new Table([], [], RowCount) : Of(columns);
    }

    /// <summary>The rows that <paramref name="rows"/> names, in that order. Columns share their values with this table's.</summary>
    /// <param name="rows">Rows of this table; −1 shows a row of NULLs.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row at or beyond <see cref="RowCount"/>.</exception>
    public Table Gather(RowSelection rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var columns = new Column[ColumnCount];
        for (var index = 0; index < columns.Length; index++)
        {
            columns[index] = Columns[index].View(Composed(index, columns) ?? Columns[index].Compose(rows));
        }

        return new Table(ColumnNames, ImmutableCollectionsMarshal.AsImmutableArray(columns), rows.Length);
    }

    /// <summary><paramref name="length"/> consecutive rows from <paramref name="start"/>, sharing values with this table.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="length">The number of rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the table.</exception>
    public Table Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + length, RowCount);
        return start == 0 && length == RowCount ? this : Gather(RowSelection.Range(start, length));
    }

    /// <summary>
    /// The rows of all <paramref name="tables"/>, one after another. Columns are united in the order of their first appearance; where a table lacks one,
    /// its rows are NULL there.
    /// </summary>
    /// <param name="tables">Any number of tables.</param>
    /// <exception cref="ArgumentException">A column has values of different types in two tables.</exception>
    public static Table Concat(params ReadOnlySpan<Table> tables)
    {
        var names = new List<string>();
        var rows = 0;
        foreach (var table in tables)
        {
            rows = checked(rows + table.RowCount);
            foreach (var name in table.ColumnNames)
            {
                if (!names.Contains(name))
                {
                    names.Add(name);
                }
            }
        }

        if (names.Count == 0)
        {
            return Empty;
        }

        var columns = ImmutableArray.CreateBuilder<Column>(names.Count);
        var parts = new Column[tables.Length];
        foreach (var name in names)
        {
            var type = TypeOf(name, tables);
            for (var index = 0; index < parts.Length; index++)
            {
                parts[index] = tables[index].Find(name) ?? Column.AllNull(type, tables[index].RowCount);
            }

            columns.Add(Column.Concat(parts));
        }

        return new Table([.. names], columns.MoveToImmutable(), rows);
    }

    /// <summary>The result of a pure function of this table, computed on first use and kept.</summary>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <param name="derivation">The function.</param>
    public TResult Derive<TResult>(Derivation<Table, TResult> derivation)
        where TResult : class
        => derived.Get(this, derivation);

    /// <summary>The result of a pure function of this table and another object, computed on first use and kept.</summary>
    /// <typeparam name="TOther">The other immutable argument.</typeparam>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <param name="derivation">The function.</param>
    /// <param name="other">The other argument, compared by reference.</param>
    public TResult Derive<TOther, TResult>(PairDerivation<Table, TOther, TResult> derivation, TOther other)
        where TOther : class
        where TResult : class
        => derived.Get(this, derivation, other);

    /// <summary>The selection of an earlier result column whose source shows the same rows as the source column at <paramref name="index"/>, or null.</summary>
    private RowSelection? Composed(int index, Column[] done)
    {
        for (var earlier = index - 1; earlier >= 0; earlier--)
        {
            if (ReferenceEquals(Columns[earlier].Selection, Columns[index].Selection))
            {
                return done[earlier].Selection;
            }
        }

        return null;
    }

    private static ColumnType TypeOf(string name, ReadOnlySpan<Table> tables)
    {
        foreach (var table in tables)
        {
            if (table.Find(name) is { } column)
            {
                return column.Type;
            }
        }

        return ColumnType.Text;
    }

    private byte[] ComputeDigest()
    {
        var writer = new DigestWriter(64 + (ColumnCount * 64));
        writer.Int64(RowCount);
        writer.Int64(ColumnCount);
        long bytes = 0;
        for (var index = 0; index < ColumnCount; index++)
        {
            writer.Text(ColumnNames[index]);
            writer.Bytes(Columns[index].Digest);
            bytes += Columns[index].DigestedBytes;
        }

        digestedBytes = bytes;

        return writer.Finish();
    }
}
