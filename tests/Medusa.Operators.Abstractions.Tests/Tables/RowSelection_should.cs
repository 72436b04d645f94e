namespace Medusa.Operators.Abstractions.Tests;

public sealed class RowSelection_should
{
    public static TheoryData<RowSelection> Inner => [RowSelection.Of([4, -1, 2, 0]), RowSelection.Range(3, 4), RowSelection.Range(0, 4), RowSelection.Repeat(2, 4), RowSelection.Repeat(-1, 4)];

    private static RowSelection[] Outer =>
        [RowSelection.Of([3, -1, 0, 3, 1]), RowSelection.Of([2, 2]), RowSelection.Of([]), RowSelection.Range(1, 3), RowSelection.Range(0, 4), RowSelection.Range(4, 0), RowSelection.Repeat(1, 5), RowSelection.Repeat(-1, 2)];

    [Theory]
    [MemberData(nameof(Inner))]
    public void Compose_row_by_row(RowSelection inner)
    {
        foreach (var outer in Outer)
        {
            var expected = Rows(outer).Select(row => row < 0 ? -1 : inner[row]);

            Assert.Equal(expected, Rows(inner.Then(outer)));
        }
    }

    [Theory]
    [MemberData(nameof(Inner))]
    public void Refuse_rows_that_the_inner_selection_does_not_show(RowSelection inner)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => inner.Then(RowSelection.Of([0, 4])));
        Assert.Throws<ArgumentOutOfRangeException>(() => inner.Then(RowSelection.Range(2, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => inner.Then(RowSelection.Repeat(4, 1)));
    }

    [Fact]
    public void Refuse_negative_arguments()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RowSelection.Range(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => RowSelection.Range(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RowSelection.Repeat(0, -1));
    }

    private static IEnumerable<int> Rows(RowSelection selection) => Enumerable.Range(0, selection.Length).Select(row => selection[row]);
}
