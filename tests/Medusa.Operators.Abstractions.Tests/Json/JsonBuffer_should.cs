using System.Text;

namespace Medusa.Operators.Abstractions.Tests;

public sealed class JsonBuffer_should
{
    [Fact]
    public void Put_commas_where_they_belong()
    {
        var json = new JsonBuffer();
        json.StartObject();
        json.Name("a"u8);
        json.StartList();
        json.Integer(1);
        json.StartObject();
        json.EndObject();
        json.Null();
        json.EndList();
        json.Name("b\n");
        json.Boolean(false);
        json.RecordFields(Record.Of(("c", 1.5), ("d", "t")));
        json.Name("e"u8);
        json.Hex([0x00, 0xAF]);
        json.Name("f"u8);
        json.Raw("[ ]"u8);
        json.EndObject();

        Assert.Equal("""{"a":[1,{},null],"b\n":false,"c":1.5,"d":"t","e":"00af","f":[ ]}""", Text(json));
    }

    [Fact]
    public void Keep_its_memory_when_cleared()
    {
        var json = new JsonBuffer(64);
        json.Text(new string('x', 10_000));
        Write(json);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1000; round++)
        {
            Write(json);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 999);
        Assert.Equal("""["é",0.25,-9223372036854775808]""", Text(json));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    public void Grow_at_any_place(int filled)
    {
        var json = new JsonBuffer(64);
        json.StartList();
        json.Text(new string('x', filled));
        json.Text("\u0001\"é");
        json.Name("n"u8);
        json.Number(-1.7976931348623157E+308);
        json.Integer(long.MinValue);
        json.Hex(new byte[40]);
        json.Boolean(true);
        json.EndList();

        Assert.Equal($"[\"{new string('x', filled)}\",\"\\u0001\\\"é\",\"n\":-1.7976931348623157E+308,-9223372036854775808,\"{new string('0', 80)}\",true]", Text(json));
    }

    [Fact]
    public void Write_verbatim_bytes_without_a_comma()
    {
        var json = new JsonBuffer();
        json.Verbatim("{\"data\":"u8);
        json.Integer(1);
        json.Verbatim("}"u8);

        Assert.Equal("{\"data\":1}", Text(json));
        Assert.Equal(json.Length, json.WrittenMemory.Length);
    }

    private static void Write(JsonBuffer json)
    {
        json.Clear();
        json.StartList();
        json.Text("é");
        json.Number(0.25);
        json.Integer(long.MinValue);
        json.EndList();
    }

    private static string Text(JsonBuffer json) => Encoding.UTF8.GetString(json.WrittenSpan);
}
