namespace Medusa.Operators.Abstractions.Tests;

public sealed class Record_should
{
    private static readonly RecordShape Shape = new("rows", "rate");

    [Fact]
    public void Give_values_by_name_and_by_position()
    {
        var record = Shape.With(3, 0.5);

        Assert.Equal(2, record.Count);
        Assert.Equal(3, record["rows"].AsInteger);
        Assert.Equal(0.5, record[1].AsNumber);
    }

    [Fact]
    public void Tell_an_absent_field_from_one_that_is_null()
    {
        var record = Record.Of(("a", default(Value)));

        Assert.True(record["a"].IsNull);
        Assert.True(record["b"].IsNull);
        Assert.True(record.Has("a"));
        Assert.False(record.Has("b"));
        Assert.False(record.Has("A"));
    }

    [Fact]
    public void Refuse_another_number_of_values_than_names() => Assert.Throws<ArgumentException>(() => Shape.With(1));

    [Fact]
    public void Refuse_two_fields_of_one_name() => Assert.Throws<ArgumentException>(() => Record.Of(("a", 1), ("a", 2)));

    [Fact]
    public void Equal_a_record_of_the_same_names_and_values_in_the_same_order()
    {
        Assert.Equal(Shape.With(3, 0.5), Record.Of(("rows", 3), ("rate", 0.5)));
        Assert.NotEqual(Shape.With(3, 0.5), Record.Of(("rate", 0.5), ("rows", 3)));
        Assert.NotEqual(Shape.With(3, 0.5), Record.Of(("rows", 3), ("ratio", 0.5)));
        Assert.False(Shape.With(3, 0.5).Equals((Record?)null));
    }

    [Fact]
    public void Not_change_with_the_values_it_was_made_from()
    {
        Value[] values = [1, 2.0];
        var record = Shape.With(values);
        values[0] = 9;

        Assert.Equal("""{"rows":1,"rate":2.0}""", record.ToString());
    }
}
