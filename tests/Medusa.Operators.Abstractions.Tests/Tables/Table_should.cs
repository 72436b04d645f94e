namespace Medusa.Operators.Abstractions.Tests;

public sealed class Table_should
{
    private static readonly Column<double> Values = new([1.5, -0.0, 7, -2.25], [true, true, false, true]);
    private static readonly TextColumn Keys = TextColumn.Of("K0001", null, "é", "");
    private static readonly Table Sample = Table.Of(("key", Keys), ("value", Values));

    [Fact]
    public void Have_the_digest_that_another_implementation_computes()
    {
        Assert.Equal("0c500ed703ec038646507447becbb442d1dfaf40d55bb04cebc345250a9eb8d3", Digests.Hex(Sample.Digest));
        Assert.Equal("374708fff7719dd5979ec875d56cd2286f6d3cf7ec317a3b25632aab28ec37bb", Digests.Hex(Table.Empty.Digest));
    }

    [Fact]
    public void Take_the_order_of_columns_as_part_of_the_value()
    {
        var other = Sample.Select("value", "key");

        Assert.Equal(["value", "key"], other.ColumnNames.ToArray());
        Assert.NotEqual(Digests.Hex(Sample.Digest), Digests.Hex(other.Digest));
        Assert.Equal(Digests.Hex(Sample.Digest), Digests.Hex(other.Select("key", "value").Digest));
    }

    [Fact]
    public void Refuse_columns_of_one_name_or_of_different_lengths()
    {
        Assert.Throws<ArgumentException>(() => Table.Of(("key", Keys), ("key", Values)));
        Assert.Throws<ArgumentException>(() => Table.Of(("key", Keys), ("value", new Column<long>([1]))));
        Assert.Throws<ArgumentException>(() => Sample.With("value", new Column<long>([1])));
        Assert.Throws<ArgumentException>(() => Sample.Select("key", "key"));
    }

    [Fact]
    public void Replace_a_column_in_place_and_append_a_new_one()
    {
        var flags = Column<bool>.Constant(true, 4);

        Assert.Equal(["key", "value", "flag"], Sample.With("flag", flags).ColumnNames.ToArray());
        Assert.Equal(["key", "value"], Sample.With("key", flags).ColumnNames.ToArray());
        Assert.Same(Sample, Sample.With("key", Keys));
        Assert.Equal(["key", "value"], Sample.ColumnNames.ToArray());
    }

    [Fact]
    public void Drop_a_column_and_ignore_one_it_does_not_have()
    {
        Assert.Equal(["value"], Sample.Without("key").ColumnNames.ToArray());
        Assert.Same(Sample, Sample.Without("nothing"));
        Assert.Same(Values, Sample.Without("key")["value"]);
    }

    [Fact]
    public void Find_columns_by_ordinal_name()
    {
        Assert.Equal(1, Sample.IndexOf("value"));
        Assert.Null(Sample.Find("Value"));
        Assert.Contains("key, value", Assert.Throws<KeyNotFoundException>(() => Sample["Value"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gather_rows_of_every_column_and_null_rows_for_minus_one()
    {
        var gathered = Sample.Gather(RowSelection.Of([3, -1, 0]));

        Assert.Equal("""["",null,"K0001"] [-2.25,null,1.5]""", Rows(gathered));
    }

    [Fact]
    public void Compose_one_selection_for_all_columns_that_share_one()
    {
        var wide = Sample.Gather(RowSelection.Of([3, 2, 1])).With("fresh", new Column<long>([1, 2, 3])).Gather(RowSelection.Of([2, 0]));

        Assert.Same(wide["key"].Selection, wide["value"].Selection);
        Assert.Equal("""[null,""] [0.0,-2.25] [3,1]""", Rows(wide));
    }

    [Fact]
    public void Slice_without_copying_values()
    {
        var slice = Sample.Slice(1, 2);

        Assert.Equal("""[null,"é"] [0.0,null]""", Rows(slice));
        Assert.Same(Keys.Dictionary, ((TextColumn)slice["key"]).Dictionary);
        Assert.Same(Sample, Sample.Slice(0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Slice(2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Slice(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Slice(2, int.MaxValue));
    }

    [Fact]
    public void Not_allocate_by_the_row_when_sliced()
    {
        var large = Table.Of(("n", new Column<long>(new long[1_000_000])), ("c", Column<bool>.Constant(true, 1_000_000)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var slice = large.Slice(10, 900_000).Slice(5, 800_000);

        Assert.Equal(800_000, slice.RowCount);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_096);
    }

    [Fact]
    public void Unite_columns_in_the_order_of_their_first_appearance_when_concatenated()
    {
        var other = Table.Of(("extra", new Column<long>([8])), ("key", TextColumn.Of("K0001")));
        var united = Table.Concat(Sample.Slice(0, 1), other);

        Assert.Equal(["key", "value", "extra"], united.ColumnNames.ToArray());
        Assert.Equal("""["K0001","K0001"] [1.5,null] [null,8]""", Rows(united));
        Assert.Equal(ColumnType.Integer, united["extra"].Type);
    }

    [Fact]
    public void Take_the_type_of_the_values_where_another_table_has_only_nulls()
    {
        var empty = Table.Of(("value", Column.AllNull(ColumnType.Text, 0)));
        var nulls = Table.Of(("value", Column.AllNull(ColumnType.Integer, 2)));

        Assert.Equal(ColumnType.Number, Table.Concat(empty, nulls, Sample.Select("value"))["value"].Type);
        Assert.Equal(ColumnType.Integer, Table.Concat(nulls, empty)["value"].Type);
    }

    [Fact]
    public void Give_nothing_for_the_concatenation_of_nothing()
    {
        Assert.Same(Table.Empty, Table.Concat());
        Assert.Equal(Digests.Hex(Sample.Digest), Digests.Hex(Table.Concat(Table.Empty, Sample, Table.Empty).Digest));
    }

    [Fact]
    public void Keep_the_number_of_rows_without_columns()
    {
        Assert.Equal(4, Sample.Select().RowCount);
        Assert.NotEqual(Digests.Hex(Table.Empty.Digest), Digests.Hex(Sample.Select().Digest));
    }

    private static string Rows(Table table) =>
        string.Join(' ', table.Columns.Select(column => Value.List([.. Enumerable.Range(0, column.Length).Select(column.GetValue)]).ToString()));
}
