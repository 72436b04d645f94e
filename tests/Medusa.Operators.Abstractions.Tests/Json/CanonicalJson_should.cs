using System.Globalization;
using System.Text.Json;

namespace Medusa.Operators.Abstractions.Tests;

public sealed class CanonicalJson_should
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(-1.0, "-1.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.2, "-0.2")]
    [InlineData(100.0, "100.0")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(9007199254740993.0, "9007199254740992.0")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(double.Epsilon, "5E-324")]
    [InlineData(double.NaN, "null")]
    [InlineData(double.PositiveInfinity, "null")]
    [InlineData(double.NegativeInfinity, "null")]
    public void Write_doubles_with_a_point_or_an_exponent(double value, string expected) =>
        Assert.Equal(expected, CanonicalJson.Text(value));

    [Fact]
    public void Write_minus_zero_as_zero() => Assert.Equal("0.0", CanonicalJson.Text(-0.0));

    [Fact]
    public void Write_doubles_in_the_shortest_form_that_reads_back_equal()
    {
        var stream = RandomStream.For(7, "doubles");
        for (var round = 0; round < 20_000; round++)
        {
            var value = BitConverter.UInt64BitsToDouble(stream.NextBits());
            if (!double.IsFinite(value))
            {
                continue;
            }

            var text = CanonicalJson.Text(value);
            Assert.Equal(value, JsonDocument.Parse(text).RootElement.GetDouble());
            Assert.True(text.Contains('.', StringComparison.Ordinal) || text.Contains('E', StringComparison.Ordinal), text);
            Assert.NotEqual(value, double.Parse(value.ToString($"E{SignificantDigits(text) - 2}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData(0L, "0")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    public void Write_integers_as_digits(long value, string expected) => Assert.Equal(expected, CanonicalJson.Text(value));

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("a\"b\\c/d", "\"a\\\"b\\\\c/d\"")]
    [InlineData("\n\r\t", "\"\\n\\r\\t\"")]
    [InlineData("\0\b\f\u001f\u007f", "\"\\u0000\\u0008\\u000c\\u001f\u007f\"")]
    [InlineData("é€😀\u2028<>&'", "\"é€😀\u2028<>&'\"")]
    [InlineData("é\n😀", "\"é\\n😀\"")]
    public void Escape_only_what_json_must(string value, string expected) => Assert.Equal(expected, CanonicalJson.Text(value));

    [Fact]
    public void Write_an_unpaired_surrogate_as_the_replacement_character()
    {
        Assert.Equal("\"a\uFFFDb\"", CanonicalJson.Text("a\uD800b"));
        Assert.Equal("\"\uFFFD\\n\"", CanonicalJson.Text("\uDC00\n"));
    }

    [Fact]
    public void Write_text_that_any_reader_reads_back()
    {
        var text = string.Concat(Enumerable.Range(0, 0xD800).Select(unit => (char)unit));

        Assert.Equal(text, JsonDocument.Parse(CanonicalJson.Bytes(text)).RootElement.GetString());
    }

    [Fact]
    public void Write_fields_in_the_order_of_the_shape_and_without_blanks()
    {
        var record = Record.Of(("b", 1), ("a", Value.List(true, Value.Null, 0.5, "x")), ("é\"", Record.Empty), ("none", Value.List()));

        Assert.Equal("""{"b":1,"a":[true,null,0.5,"x"],"é\"":{},"none":[]}""", CanonicalJson.Text(record));
    }

    private static int SignificantDigits(string number)
    {
        var mantissa = number.Split('E')[0].Replace("-", "", StringComparison.Ordinal);
        mantissa = mantissa.EndsWith(".0", StringComparison.Ordinal) ? mantissa[..^2].TrimEnd('0') : mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        return Math.Max(mantissa.Length, 2);
    }
}
