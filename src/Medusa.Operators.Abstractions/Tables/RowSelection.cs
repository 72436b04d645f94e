namespace Medusa.Operators.Abstractions;

/// <summary>
/// Which rows of a source another table shows, in which order: the index vector of a gather, a range (slice) or one row repeated.
/// An index of −1 shows a NULL row, as a left outer join needs it. Immutable; tables that were gathered together share one instance.
/// </summary>
public sealed class RowSelection
{
    private readonly int[]? indices;
    private readonly int start;
    private readonly int stride;

    private RowSelection(int[]? indices, int start, int stride, int length)
    {
        this.indices = indices;
        this.start = start;
        this.stride = stride;
        Length = length;
    }

    /// <summary>The number of rows shown.</summary>
    public int Length { get; }

    /// <summary>The source row shown at <paramref name="row"/>, or −1 for NULL.</summary>
    /// <param name="row">0 to <see cref="Length"/> − 1; not checked beyond the array's own bounds.</param>
    public int this[int row] => indices is null ? start + (row * stride) : indices[row];

    /// <summary>Shows the source rows <paramref name="indices"/> in that order.</summary>
    /// <param name="indices">Source rows, −1 for NULL. The selection takes ownership: the caller must not write to the array afterwards.</param>
    public static RowSelection Of(int[] indices) => new(indices ?? throw new ArgumentNullException(nameof(indices)), 0, 0, indices.Length);

    /// <summary>Shows <paramref name="length"/> consecutive source rows from <paramref name="start"/>.</summary>
    /// <param name="start">The first source row, ≥ 0.</param>
    /// <param name="length">The number of rows, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative argument.</exception>
    public static RowSelection Range(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new(null, start, 1, length);
    }

    /// <summary>Shows the source row <paramref name="row"/> <paramref name="length"/> times: how constant columns are stored.</summary>
    /// <param name="row">A source row, or −1 for NULL.</param>
    /// <param name="length">The number of rows, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative length.</exception>
    public static RowSelection Repeat(int row, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new(null, row, 0, length);
    }

    /// <summary>
    /// The selection that first applies this one to a source and then <paramref name="outer"/> to the result. Costs an index vector only where
    /// neither a range nor a repetition can express it.
    /// </summary>
    /// <param name="outer">A selection of this selection's rows.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="outer"/> names a row that this selection does not show.</exception>
    public RowSelection Then(RowSelection outer)
    {
        ArgumentNullException.ThrowIfNull(outer);
        outer.ThrowIfBeyond(Length);
        if (outer.Length == 0)
        {
            return Repeat(-1, 0);
        }

        if (outer.indices is null)
        {
            return outer.stride == 0 ? Repeat(outer.start < 0 ? -1 : this[outer.start], outer.Length)
                : indices is null ? new RowSelection(null, this[outer.start], stride, outer.Length)
                : Of(indices.AsSpan(outer.start, outer.Length).ToArray());
        }

        if (indices is null && stride == 0 && (start < 0 || !outer.indices.AsSpan().ContainsAnyInRange(int.MinValue, -1)))
        {
            return Repeat(start, outer.Length);
        }

        return indices is null && start == 0 && stride == 1 ? outer : Compose(outer.indices);
    }

    /// <summary>Refuses a selection that names a row at or beyond <paramref name="length"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does.</exception>
    internal void ThrowIfBeyond(int length)
    {
        var last = Length == 0 ? -1 : indices is not null ? Greatest(indices) : stride == 0 ? start : (long)start + Length - 1;
        if (last >= length)
        {
            throw new ArgumentOutOfRangeException(nameof(length), last, $"Row {last} is asked for, the source shows {length} rows.");
        }
    }

    /// <summary>Copies shown rows: <paramref name="into"/> gets the source values of the rows from <paramref name="from"/> on.</summary>
    /// <param name="selection">What is shown of the source; null for all of it.</param>
    /// <param name="source">The physical values.</param>
    /// <param name="from">The first row shown.</param>
    /// <param name="into">One element a row.</param>
    /// <param name="absent">What a NULL row becomes.</param>
    internal static void Read<T>(RowSelection? selection, ReadOnlySpan<T> source, int from, Span<T> into, T absent)
    {
        if (selection is null)
        {
            source.Slice(from, into.Length).CopyTo(into);
        }
        else if (selection.indices is { } indices)
        {
            var rows = indices.AsSpan(from, into.Length);
            for (var row = 0; row < rows.Length; row++)
            {
                var physical = rows[row];
                into[row] = physical < 0 ? absent : source[physical];
            }
        }
        else if (selection.stride == 0)
        {
            into.Fill(selection.start < 0 || into.IsEmpty ? absent : source[selection.start]);
        }
        else
        {
            source.Slice(selection.start + from, into.Length).CopyTo(into);
        }
    }

    /// <summary>Whether each row is shown, false for NULL rows, of a source without NULLs.</summary>
    /// <param name="selection">What is shown of the source; null for all of it.</param>
    /// <param name="from">The first row shown.</param>
    /// <param name="into">One element a row.</param>
    internal static void ReadPresence(RowSelection? selection, int from, Span<bool> into)
    {
        if (selection?.indices is not { } indices)
        {
            into.Fill(selection is null || selection.start >= 0);
            return;
        }

        var rows = indices.AsSpan(from, into.Length);
        for (var row = 0; row < rows.Length; row++)
        {
            into[row] = rows[row] >= 0;
        }
    }

    private static int Greatest(ReadOnlySpan<int> rows)
    {
        var greatest = -1;
        foreach (var row in rows)
        {
            greatest = Math.Max(greatest, row);
        }

        return greatest;
    }

    private RowSelection Compose(ReadOnlySpan<int> outer)
    {
        var composed = new int[outer.Length];
        for (var row = 0; row < composed.Length; row++)
        {
            var inner = outer[row];
            composed[row] = inner < 0 ? -1 : this[inner];
        }

        return Of(composed);
    }
}
