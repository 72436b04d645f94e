namespace Medusa.Operators.Abstractions.Tests;

public sealed class TextColumn_should
{
    [Fact]
    public void Give_equal_texts_one_code_and_null_the_code_minus_one()
    {
        var column = TextColumn.Of("b", "a", null, "b");

        Assert.Equal([0, 1, -1, 0], column.Codes().ToArray());
        Assert.Equal(["b", "a", null, "b"], Enumerable.Range(0, 4).Select(row => column[row]));
        Assert.Equal(2, column.Dictionary.Count);
    }

    [Fact]
    public void Compare_ordinally() =>
        Assert.Equal([0, 1, 2, 3, 4], TextColumn.Of("a", "A", "a ", "é", "e\u0301").Codes().ToArray());

    [Fact]
    public void Share_codes_and_dictionary_with_its_gathers()
    {
        var column = TextColumn.Of("x", "y", "z");
        var gathered = (TextColumn)column.Gather(RowSelection.Of([2, -1, 0]));

        Assert.Same(column.Dictionary, gathered.Dictionary);
        Assert.Equal([2, -1, 0], gathered.Codes().ToArray());
    }

    [Fact]
    public void Copy_codes_into_memory_of_the_caller()
    {
        var column = (TextColumn)TextColumn.Of("x", "y", "z").Gather(RowSelection.Of([2, -1, 0, 1]));
        Span<int> codes = stackalloc int[2];
        column.CopyCodes(1, codes);

        Assert.Equal([-1, 0], codes.ToArray());
    }

    [Fact]
    public void Keep_a_shared_dictionary_when_concatenated()
    {
        var column = TextColumn.Of("x", "y");
        var joined = (TextColumn)Column.Concat(column, Column.AllNull(ColumnType.Number, 1), column.Gather(RowSelection.Of([1])));

        Assert.Same(column.Dictionary, joined.Dictionary);
        Assert.Equal([0, 1, -1, 1], joined.Codes().ToArray());
    }

    [Fact]
    public void Unite_dictionaries_in_the_order_of_appearance_when_concatenated()
    {
        var left = (TextColumn)TextColumn.Of("unseen", "y", "x").Gather(RowSelection.Of([2, 1, 2]));
        var joined = (TextColumn)Column.Concat(left, TextColumn.Of("z", null, "y"));

        Assert.Equal(["x", "y", "x", "z", null, "y"], Enumerable.Range(0, 6).Select(row => joined[row]));
        Assert.Equal([0, 1, 0, 2, -1, 1], joined.Codes().ToArray());
    }

    [Fact]
    public void Unite_with_a_few_rows_of_a_large_dictionary()
    {
        var large = TextColumn.Of([.. Enumerable.Range(0, 1000).Select(number => $"t{number}")]);
        var joined = (TextColumn)Column.Concat(TextColumn.Of("a"), large.Gather(RowSelection.Of([7, 999, 7])));

        Assert.Equal(["a", "t7", "t999", "t7"], Enumerable.Range(0, 4).Select(row => joined[row]));
        Assert.Equal(3, joined.Dictionary.Count);
    }
}
