using System.Globalization;

namespace Medusa.Operators.Abstractions;

/// <summary>An immutable column of fixed-size values: <see cref="double"/>, <see cref="long"/>, <see cref="bool"/> or <see cref="DateTime"/> (UTC).</summary>
/// <typeparam name="T">The value type, one of the four above.</typeparam>
public sealed class Column<T> : Column
    where T : unmanaged
{
    private static readonly ColumnType TypeOfT =
        typeof(T) == typeof(double) ? ColumnType.Number
        : typeof(T) == typeof(long) ? ColumnType.Integer
        : typeof(T) == typeof(bool) ? ColumnType.Boolean
        : typeof(T) == typeof(DateTime) ? ColumnType.Timestamp
        : throw new NotSupportedException($"A column holds double, long, bool or DateTime, not {typeof(T).Name}.");

    private readonly T[] values;
    private readonly bool[]? present;

    /// <summary>A column over <paramref name="values"/> without NULLs.</summary>
    /// <param name="values">One value a row. The column takes ownership: the caller must not write to the array afterwards.</param>
    public Column(T[] values)
        : this(values, null, null)
    {
    }

    /// <summary>A column over <paramref name="values"/>, NULL where <paramref name="present"/> is false.</summary>
    /// <param name="values">One value a row. The column takes ownership.</param>
    /// <param name="present">As long as <paramref name="values"/>, or null when no row is NULL. The column takes ownership.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public Column(T[] values, bool[]? present)
        : this(values, present, null)
    {
        if (present is not null && present.Length != values.Length)
        {
            throw new ArgumentException($"{present.Length} validity flags do not fit {values.Length} values.", nameof(present));
        }
    }

    internal Column(T[] values, bool[]? present, RowSelection? selection)
        : base(selection?.Length ?? values.Length)
    {
        this.values = values;
        this.present = present;
        Selection = selection;
    }

    /// <inheritdoc/>
    public override ColumnType Type => TypeOfT;

    internal override RowSelection? Selection { get; }

    /// <summary>The row's value; the type's zero where the row is NULL.</summary>
    /// <param name="row">0 to <see cref="Column.Length"/> − 1.</param>
    public T this[int row]
    {
        get
        {
            var physical = Selection is null ? row : Selection[row];
            return physical >= 0 && (present is null || present[physical]) ? values[physical] : default;
        }
    }

    /// <summary>A column that shows <paramref name="value"/> in every row and stores it once.</summary>
    /// <param name="value">The value.</param>
    /// <param name="length">The number of rows.</param>
    public static Column<T> Constant(T value, int length) => new([value], null, RowSelection.Repeat(0, length));

    /// <inheritdoc/>
    public override bool IsNull(int row)
    {
        var physical = Selection is null ? row : Selection[row];
        return physical < 0 || (present is not null && !present[physical]);
    }

    /// <inheritdoc/>
    public override Value GetValue(int row)
    {
        if (IsNull(row))
        {
            return default;
        }

        object boxed = this[row];
        return boxed switch
        {
            double number => number,
            long integer => integer,
            bool truth => truth,
            DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            _ => default,
        };
    }

    internal override Column View(RowSelection physicalRows) => new Column<T>(values, present, physicalRows);

    private protected override int CountNulls() => Selection is null && present is null ? 0 : base.CountNulls();

    private protected override Column ConcatAs(ReadOnlySpan<Column> parts, int length)
    {
        var all = new T[length];
        var valid = new bool[length];
        var at = 0;
        var nulls = false;
        foreach (var part in parts)
        {
            for (var row = 0; row < part.Length; row++, at++)
            {
                valid[at] = !part.IsNull(row);
                nulls |= !valid[at];
                all[at] = valid[at] ? ((Column<T>)part)[row] : default;
            }
        }

        return new Column<T>(all, nulls ? valid : null);
    }

    private protected override byte[] ComputeDigest()
    {
        var size = typeof(T) == typeof(bool) ? 1 : 8;
        var writer = new DigestWriter(24 + (Length * (size + 1)));
        writer.Byte((byte)Type);
        writer.Int64(Length);
        writer.Int64(NullCount);
        if (NullCount > 0)
        {
            for (var row = 0; row < Length; row++)
            {
                writer.Byte(IsNull(row) ? (byte)0 : (byte)1);
            }
        }

        for (var row = 0; row < Length; row++)
        {
            Write(ref writer, this[row]);
        }

        return writer.Finish();
    }

    private static void Write(ref DigestWriter writer, T value)
    {
        if (typeof(T) == typeof(double))
        {
            writer.Double((double)(object)value);
        }
        else if (typeof(T) == typeof(long))
        {
            writer.Int64((long)(object)value);
        }
        else if (typeof(T) == typeof(bool))
        {
            writer.Byte((bool)(object)value ? (byte)1 : (byte)0);
        }
        else
        {
            writer.Int64(((DateTime)(object)value).Ticks);
        }
    }
}
