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

    /// <summary>The selection that first applies this one to a source and then <paramref name="outer"/> to the result.</summary>
    /// <param name="outer">A selection of this selection's rows.</param>
    public RowSelection Then(RowSelection outer)
    {
        ArgumentNullException.ThrowIfNull(outer);
        var composed = new int[outer.Length];
        for (var row = 0; row < composed.Length; row++)
        {
            var inner = outer[row];
            composed[row] = inner < 0 ? -1 : this[inner];
        }

        return Of(composed);
    }
}
