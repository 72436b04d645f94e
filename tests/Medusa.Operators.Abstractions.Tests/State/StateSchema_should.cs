namespace Medusa.Operators.Abstractions.Tests;

public sealed class StateSchema_should
{
    [Fact]
    public void Find_keys_by_name_and_type()
    {
        var builder = new StateSchemaBuilder();
        var table = builder.Table("silver");
        var scalar = builder.Scalar<long>("rows", 0);
        var schema = builder.Build();

        Assert.Equal(table, schema.Table("silver"));
        Assert.Equal(scalar, schema.Scalar<long>("rows"));
        Assert.Contains("silver", Assert.Throws<KeyNotFoundException>(() => schema.Table("gold")).Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => schema.Scalar<double>("rows"));
        Assert.Throws<KeyNotFoundException>(() => schema.Scalar<long>("columns"));
    }

    [Fact]
    public void Refuse_a_name_twice_within_tables_and_within_scalars()
    {
        var builder = new StateSchemaBuilder();
        builder.Table("rows");
        builder.Scalar<long>("rows", 0);

        Assert.Throws<ArgumentException>(() => builder.Table("rows"));
        Assert.Throws<ArgumentException>(() => builder.Scalar<bool>("rows", false));
    }

    [Fact]
    public void Refuse_an_initial_value_that_could_not_be_read_back()
    {
        var builder = new StateSchemaBuilder();

        Assert.Throws<ArgumentException>(() => builder.Scalar<long>("a", 0.0));
        Assert.Throws<ArgumentException>(() => builder.Scalar<bool>("a", default));
        Assert.Throws<ArgumentException>(() => builder.Scalar<double>("a", "0"));
        Assert.Throws<ArgumentException>(() => builder.Scalar<string>("a", 0));
        Assert.Throws<NotSupportedException>(() => builder.Scalar<int>("a", 0));
    }
}
