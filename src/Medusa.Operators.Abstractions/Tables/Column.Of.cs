using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <summary>Copies the rows from <paramref name="start"/> on, the type's zero for NULL.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="into">Gets one value a row; as many rows are read as it holds.</param>
    public void CopyTo(int start, Span<T> into)
    {
        RowSelection.Read(Selection, values, start, into, default);
        if (present is null)
        {
            return;
        }

        for (var row = 0; row < into.Length; row++)
        {
            if (IsNull(start + row))
            {
                into[row] = default;
            }
        }
    }

    internal override Column View(RowSelection physicalRows) => new Column<T>(values, present, physicalRows);

    private protected override void CopyPresence(int start, Span<bool> into)
    {
        if (present is not null)
        {
            RowSelection.Read(Selection, present, start, into, false);
        }
        else
        {
            RowSelection.ReadPresence(Selection, start, into);
        }
    }

    private protected override int CountNulls() => Selection is null && present is null ? 0 : base.CountNulls();

    private protected override Column ConcatAs(ReadOnlySpan<Column> parts, int length)
    {
        var all = new T[length];
        bool[]? valid = null;
        var at = 0;
        foreach (var part in parts)
        {
            if (part.NullCount > 0 && valid is null)
            {
                valid = new bool[length];
                valid.AsSpan(0, at).Fill(true);
            }

            if (part is Column<T> same)
            {
                same.CopyTo(0, all.AsSpan(at, part.Length));
            }

            if (valid is not null)
            {
                Presence(part, valid.AsSpan(at, part.Length));
            }

            at += part.Length;
        }

        return new Column<T>(all, valid);
    }

    private protected override byte[] ComputeDigest(out long written)
    {
        var size = typeof(T) == typeof(bool) ? 1 : 8;
        var writer = new DigestWriter(17 + ((long)Length * (size + 1)));
        writer.Byte((byte)Type);
        writer.Int64(Length);
        writer.Int64(NullCount);
        if (NullCount > 0)
        {
            for (var start = 0; start < Length; start += DigestWriter.BlockRows)
            {
                var rows = Math.Min(DigestWriter.BlockRows, Length - start);
                CopyPresence(start, MemoryMarshal.Cast<byte, bool>(writer.Take(rows)));
            }
        }

        for (var start = 0; start < Length; start += DigestWriter.BlockRows)
        {
            var rows = Math.Min(DigestWriter.BlockRows, Length - start);
            var bytes = writer.Take(rows * size);
            CopyTo(start, MemoryMarshal.Cast<byte, T>(bytes));
            Canonicalise(bytes);
        }

        written = writer.Written;
        return writer.Finish();
    }

    /// <summary>Turns values as they lie in memory into what the digest is defined over.</summary>
    private static void Canonicalise(Span<byte> bytes)
    {
        if (typeof(T) == typeof(double))
        {
            foreach (ref var value in MemoryMarshal.Cast<byte, double>(bytes))
            {
                value = DigestWriter.Canonical(value);
            }
        }
        else if (typeof(T) == typeof(DateTime))
        {
            foreach (ref var value in MemoryMarshal.Cast<byte, long>(bytes))
            {
                value = Unsafe.BitCast<long, DateTime>(value).Ticks;
            }
        }

        if (typeof(T) != typeof(bool) && !BitConverter.IsLittleEndian)
        {
            var words = MemoryMarshal.Cast<byte, long>(bytes);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
