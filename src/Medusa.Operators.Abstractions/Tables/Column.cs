namespace Medusa.Operators.Abstractions;

/// <summary>
/// An immutable column: typed values, each of them possibly NULL. NULL never equals NULL. Slicing and gathering share the source's
/// values and cost an index vector at most. The digest and other derived facts are computed once and kept with the column.
/// </summary>
public abstract class Column
{
    private DerivationCache derived;
    private long digestedBytes;
    private byte[]? digest;
    private int nullCount = -1;

    private protected Column(int length) => Length = length;

    /// <summary>The number of rows.</summary>
    public int Length { get; }

    /// <summary>The type of the values.</summary>
    public abstract ColumnType Type { get; }

    /// <summary>How many rows are NULL. Counted on first use.</summary>
    public int NullCount => nullCount >= 0 ? nullCount : nullCount = CountNulls();

    /// <summary>
    /// SHA-256 (32 bytes) over type, length, validity and values; equal for equal contents, however the column is stored.
    /// Layout: type (1 byte), rows (int64), then for text each value as its UTF-8 length (int32, −1 for NULL) and bytes; for other types the
    /// number of NULLs (int64), where there are any one byte a row (1 = present), and the values in little-endian order, NULLs as zero.
    /// </summary>
    public ReadOnlySpan<byte> Digest => digest ??= ComputeDigest(out digestedBytes);

    /// <summary>How many bytes the digest reads: what the column's contents amount to, however they are stored.</summary>
    public long DigestedBytes
    {
        get
        {
            _ = Digest;
            return digestedBytes;
        }
    }

    /// <summary>Whether the row is NULL.</summary>
    /// <param name="row">0 to <see cref="Length"/> − 1.</param>
    public abstract bool IsNull(int row);

    /// <summary>The row's value as a contract value: text, number, integer, boolean, or text in ISO 8601 form for a timestamp; NULL as null.</summary>
    /// <param name="row">0 to <see cref="Length"/> − 1.</param>
    public abstract Value GetValue(int row);

    /// <summary>The rows of this column that <paramref name="rows"/> names, sharing this column's values.</summary>
    /// <param name="rows">Rows of this column; −1 shows NULL.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row at or beyond <see cref="Length"/>.</exception>
    public Column Gather(RowSelection rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return View(Compose(rows));
    }

    /// <summary>The result of a pure function of this column, computed on first use and kept.</summary>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <param name="derivation">The function.</param>
    public TResult Derive<TResult>(Derivation<Column, TResult> derivation)
        where TResult : class
        => derived.Get(this, derivation);

    /// <summary>The result of a pure function of this column and another object, computed on first use and kept.</summary>
    /// <typeparam name="TOther">The other immutable argument.</typeparam>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <param name="derivation">The function.</param>
    /// <param name="other">The other argument, compared by reference.</param>
    public TResult Derive<TOther, TResult>(PairDerivation<Column, TOther, TResult> derivation, TOther other)
        where TOther : class
        where TResult : class
        => derived.Get(this, derivation, other);

    /// <summary>A column of <paramref name="length"/> NULLs that keeps the type <paramref name="type"/>.</summary>
    /// <param name="type">The declared type.</param>
    /// <param name="length">The number of rows.</param>
    public static Column AllNull(ColumnType type, int length) => type switch
    {
        ColumnType.Text => new TextColumn(TextDictionary.Empty, [], RowSelection.Repeat(-1, length)),
        ColumnType.Number => new Column<double>([], null, RowSelection.Repeat(-1, length)),
        ColumnType.Integer => new Column<long>([], null, RowSelection.Repeat(-1, length)),
        ColumnType.Boolean => new Column<bool>([], null, RowSelection.Repeat(-1, length)),
        ColumnType.Timestamp => new Column<DateTime>([], null, RowSelection.Repeat(-1, length)),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a column type."),
    };

    /// <summary>
    /// The rows of all <paramref name="parts"/>, one after another, copied. Parts must share a type; a part whose values are all NULL
    /// fits every type, and takes the others'. Where every part is all NULL, the first one's type stays.
    /// </summary>
    /// <param name="parts">At least one column.</param>
    /// <exception cref="ArgumentException">No part, or two parts with values of different types.</exception>
    public static Column Concat(params ReadOnlySpan<Column> parts)
    {
        if (parts.Length == 0)
        {
            throw new ArgumentException("Concatenation needs at least one column.", nameof(parts));
        }

        var model = parts[0];
        var length = 0;
        foreach (var part in parts)
        {
            length = checked(length + part.Length);
            if (model.NullCount == model.Length && part.NullCount < part.Length)
            {
                model = part;
            }
        }

        foreach (var part in parts)
        {
            if (part.Type != model.Type && part.NullCount < part.Length)
            {
                throw new ArgumentException($"A column of {part.Type} cannot follow one of {model.Type}: convert one of them first.", nameof(parts));
            }
        }

        return model.ConcatAs(parts, length);
    }

    internal abstract RowSelection? Selection { get; }

    /// <summary>A column over the same physical values that shows <paramref name="physicalRows"/>.</summary>
    internal abstract Column View(RowSelection physicalRows);

    /// <summary>The physical rows that <paramref name="rows"/> of this column are.</summary>
    internal RowSelection Compose(RowSelection rows)
    {
        if (Selection is not null)
        {
            return Selection.Then(rows);
        }

        rows.ThrowIfBeyond(Length);
        return rows;
    }

    private protected static void Presence(Column column, Span<bool> into) => column.CopyPresence(0, into);

    private protected abstract void CopyPresence(int start, Span<bool> into);

    private protected abstract Column ConcatAs(ReadOnlySpan<Column> parts, int length);

    private protected abstract byte[] ComputeDigest(out long bytes);

    private protected virtual int CountNulls()
    {
        Span<bool> present = stackalloc bool[256];
        var count = 0;
        for (var start = 0; start < Length; start += present.Length)
        {
            var rows = present[..Math.Min(present.Length, Length - start)];
            CopyPresence(start, rows);
            count += rows.Count(false);
        }

        return count;
    }
}
