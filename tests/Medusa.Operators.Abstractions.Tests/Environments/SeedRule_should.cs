using System.Numerics;
using System.Text.Json;

namespace Medusa.Operators.Abstractions.Tests;

public sealed class SeedRule_should
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("42", 42)]
    [InlineData("9007199254740991", 9007199254740991)]
    public void Take_integers_from_zero_to_the_greatest_that_every_json_reader_keeps(string json, long expected)
    {
        Assert.True(SeedRule.Default.TryRead(JsonDocument.Parse(json).RootElement, out var seed, out _));
        Assert.Equal(expected, seed.Number);
        Assert.Equal((ulong)expected, seed.Low);
        Assert.Equal(expected.ToString(System.Globalization.CultureInfo.InvariantCulture), seed.Text);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("9007199254740992")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("\"1\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Refuse_anything_else_and_say_what_a_seed_is(string json)
    {
        Assert.False(SeedRule.Default.TryRead(JsonDocument.Parse(json).RootElement, out _, out var error));
        Assert.Equal("A seed is an integer from 0 to 9007199254740991.", error);
    }

    [Fact]
    public void Refuse_a_very_long_number_at_once() =>
        Assert.False(SeedRule.Default.TryRead(JsonDocument.Parse(new string('9', 1_000_000)).RootElement, out _, out _));

    [Fact]
    public void Take_greater_seeds_where_an_environment_allows_them()
    {
        var rule = new SeedRule(BigInteger.Pow(2, 256) - 1);
        var greatest = rule.Maximum.ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(rule.TryRead(JsonDocument.Parse(greatest).RootElement, out var seed, out _));
        Assert.Equal(rule.Maximum, seed.Number);
        Assert.Equal(ulong.MaxValue, seed.Low);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(0x8000_0000_0000_0000UL)]
    public void Draw_seeds_that_it_would_take(ulong bits)
    {
        foreach (var rule in new[] { SeedRule.Default, new SeedRule(9), new SeedRule(0) })
        {
            var seed = rule.Draw(bits);

            Assert.InRange(seed.Number, BigInteger.Zero, rule.Maximum);
            Assert.True(rule.TryRead(JsonDocument.Parse(seed.Text).RootElement, out var read, out _));
            Assert.Equal(seed, read);
        }
    }
}
