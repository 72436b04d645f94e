namespace Medusa.Operators.Abstractions.Tests;

public sealed class Column_should
{
    [Fact]
    public void Show_a_null_as_the_zero_of_its_type_and_say_that_it_is_null()
    {
        var column = new Column<double>([1.5, 2.5], [true, false]);

        Assert.True(column.IsNull(1));
        Assert.Equal(0, column[1]);
        Assert.Equal(1, column.NullCount);
        Assert.True(column.GetValue(1).IsNull);
        Assert.Equal(1.5, column.GetValue(0).AsNumber);
    }

    [Fact]
    public void Refuse_a_type_that_no_column_has() =>
        Assert.IsType<NotSupportedException>(Assert.ThrowsAny<Exception>(() => new Column<int>([1]).Type).InnerException);

    [Fact]
    public void Refuse_validity_flags_of_another_length() =>
        Assert.Throws<ArgumentException>(() => new Column<long>([1, 2], [true]));

    [Fact]
    public void Give_a_timestamp_as_text_in_iso_form()
    {
        var column = new Column<DateTime>([new DateTime(2024, 1, 1, 5, 0, 0, DateTimeKind.Utc), new DateTime(2024, 1, 1, 5, 0, 0, 250, DateTimeKind.Utc)]);

        Assert.Equal("2024-01-01T05:00:00", column.GetValue(0).AsText);
        Assert.Equal("2024-01-01T05:00:00.25", column.GetValue(1).AsText);
    }

    [Theory]
    [InlineData(ColumnType.Text)]
    [InlineData(ColumnType.Number)]
    [InlineData(ColumnType.Integer)]
    [InlineData(ColumnType.Boolean)]
    [InlineData(ColumnType.Timestamp)]
    public void Keep_its_type_when_every_value_is_null(ColumnType type)
    {
        var column = Column.AllNull(type, 3);

        Assert.Equal(type, column.Type);
        Assert.Equal(3, column.NullCount);
        Assert.True(column.GetValue(2).IsNull);
        Assert.Equal(type, Column.Concat(column, column).Type);
        Assert.Equal(type, column.Gather(RowSelection.Of([2, -1])).Type);
    }

    [Fact]
    public void Show_a_constant_in_every_row()
    {
        var column = Column<bool>.Constant(true, 4).Gather(RowSelection.Of([3, 0, -1]));

        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(row => column.GetValue(row) == true));
        Assert.Equal(1, column.NullCount);
    }

    [Fact]
    public void Gather_rows_in_the_given_order_and_null_for_minus_one()
    {
        var column = (Column<long>)new Column<long>([10, 20, 30]).Gather(RowSelection.Of([2, -1, 2, 0]));

        Assert.Equal([30, 0, 30, 10], Enumerable.Range(0, 4).Select(row => column[row]));
        Assert.Equal([false, true, false, false], Enumerable.Range(0, 4).Select(column.IsNull));
    }

    [Fact]
    public void Keep_a_null_null_through_two_gathers()
    {
        var column = TextColumn.Of("a", null, "b").Gather(RowSelection.Of([-1, 1, 2])).Gather(RowSelection.Of([2, 1, 0, -1]));

        Assert.Equal("b", column.GetValue(0).AsText);
        Assert.Equal(3, column.NullCount);
    }

    [Fact]
    public void Never_show_rows_beyond_a_slice()
    {
        var slice = new Column<long>([1, 2, 3, 4]).Gather(RowSelection.Range(0, 2));

        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Gather(RowSelection.Of([2])));
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Gather(RowSelection.Range(1, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => slice.Gather(RowSelection.Repeat(2, 1)));
    }

    [Fact]
    public void Copy_a_stretch_of_rows()
    {
        var column = new Column<double>([1, 2, 3, 4], [true, true, false, true]);
        var gathered = (Column<double>)column.Gather(RowSelection.Of([3, 2, -1, 1]));
        Span<double> some = stackalloc double[3];

        column.CopyTo(1, some);
        Assert.Equal([2.0, 0, 4], some.ToArray());
        gathered.CopyTo(1, some);
        Assert.Equal([0.0, 0, 2], some.ToArray());
    }

    [Fact]
    public void Concatenate_an_all_null_part_with_any_type()
    {
        var column = Column.Concat(Column.AllNull(ColumnType.Text, 2), new Column<long>([7]), Column.AllNull(ColumnType.Number, 1));

        Assert.Equal(ColumnType.Integer, column.Type);
        Assert.Equal("[null,null,7,null]", Value.List([.. Enumerable.Range(0, 4).Select(column.GetValue)]).ToString());
    }

    [Fact]
    public void Keep_the_first_type_where_every_part_is_null() =>
        Assert.Equal(ColumnType.Number, Column.Concat(Column.AllNull(ColumnType.Number, 1), Column.AllNull(ColumnType.Text, 2), Column.AllNull(ColumnType.Boolean, 0)).Type);

    [Fact]
    public void Refuse_to_concatenate_values_of_two_types() =>
        Assert.Throws<ArgumentException>(() => Column.Concat(new Column<long>([7]), new Column<double>([7.0])));

    [Fact]
    public void Concatenate_present_rows_before_the_first_null()
    {
        var column = Column.Concat(new Column<long>([1, 2]), new Column<long>([3, 4], [false, true]), new Column<long>([5]));

        Assert.Equal([false, false, true, false, false], Enumerable.Range(0, 5).Select(column.IsNull));
        Assert.Equal([1, 2, 0, 4, 5], Enumerable.Range(0, 5).Select(row => ((Column<long>)column)[row]));
    }
}
