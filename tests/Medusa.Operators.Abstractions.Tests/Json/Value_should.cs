namespace Medusa.Operators.Abstractions.Tests;

public sealed class Value_should
{
    public static TheoryData<Value, ValueKind> Kinds => new()
    {
        { default, ValueKind.Null },
        { (string?)null, ValueKind.Null },
        { (Record?)null, ValueKind.Null },
        { true, ValueKind.Boolean },
        { 7, ValueKind.Integer },
        { long.MinValue, ValueKind.Integer },
        { 7.0, ValueKind.Number },
        { "", ValueKind.Text },
        { Value.List(), ValueKind.List },
        { Record.Empty, ValueKind.Record },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Know_its_kind_and_refuse_to_be_read_as_another(Value value, ValueKind kind)
    {
        Assert.Equal(kind, value.Kind);
        Assert.Equal(kind == ValueKind.Null, value.IsNull);
        AssertReads(kind == ValueKind.Boolean, () => value.AsBoolean);
        AssertReads(kind == ValueKind.Integer, () => value.AsInteger);
        AssertReads(kind is ValueKind.Integer or ValueKind.Number, () => value.AsNumber);
        AssertReads(kind == ValueKind.Text, () => value.AsText);
        AssertReads(kind is ValueKind.Text or ValueKind.Null, () => value.AsTextOrNull);
        AssertReads(kind == ValueKind.List, () => value.AsList.Length);
        AssertReads(kind == ValueKind.Record, () => value.AsRecord);
    }

    [Fact]
    public void Equal_a_value_of_the_same_kind_and_content_only()
    {
        Value[] distinct = [default, false, true, 0, 1, 0.0, 1.0, -0.0, "", "0", Value.List(), Value.List(0), Value.List(0.0), Record.Empty, Record.Of(("a", 1)), Record.Of(("b", 1)), Record.Of(("a", 1.0))];
        for (var left = 0; left < distinct.Length; left++)
        {
            for (var right = 0; right < distinct.Length; right++)
            {
                Assert.Equal(left == right, distinct[left] == distinct[right]);
            }
        }
    }

    [Fact]
    public void Equal_by_content_and_not_by_reference()
    {
        Value Build() => Record.Of(("a", Value.List(1, "x", Record.Of(("b", double.NaN)))), ("c", default(Value)));

        Assert.Equal(Build(), Build());
        Assert.Equal(Build().GetHashCode(), Build().GetHashCode());
        Assert.Equal(((Value)"key").GetHashCode(), ((Value)new string(['k', 'e', 'y'])).GetHashCode());
    }

    [Fact]
    public void Copy_the_values_of_a_list()
    {
        Value[] source = [1, 2];
        var list = Value.List(source);
        source[0] = 9;

        Assert.Equal(1, list.AsList[0].AsInteger);
        Assert.Equal("""["a","b"]""", Value.List((string[])["a", "b"]).ToString());
    }

    private static void AssertReads<T>(bool expected, Func<T> read)
    {
        if (expected)
        {
            read();
        }
        else
        {
            Assert.Throws<InvalidOperationException>(() => { read(); });
        }
    }
}
