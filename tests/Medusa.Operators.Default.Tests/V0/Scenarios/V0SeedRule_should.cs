using System.Numerics;
using System.Text.Json;
using Medusa.Operators.Default.V0;

namespace Medusa.Operators.Default.Tests.V0.Scenarios;

public sealed class V0SeedRule_should
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("18446744073709551616", "18446744073709551616")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639936", "115792089237316195423570985008687907853269984665640564039457584007913129639936")]
    [InlineData("true", "True")]
    [InlineData("false", "False")]
    public void Take_what_the_original_takes(string json, string text)
    {
        Assert.True(Read(json, out var seed, out _));
        Assert.Equal(text, seed.Text);
    }

    [Theory]
    [InlineData("-1", "expected non-negative integer")]
    [InlineData("\"abc\"", "'<=' not supported between instances of 'int' and 'str'")]
    [InlineData("\"1\"", "'<=' not supported between instances of 'int' and 'str'")]
    [InlineData("[1]", "'<=' not supported between instances of 'int' and 'list'")]
    [InlineData("{}", "'<=' not supported between instances of 'int' and 'dict'")]
    [InlineData("1.5", "list indices must be integers or slices, not float")]
    [InlineData("1.0", "list indices must be integers or slices, not float")]
    [InlineData("4.5", "SeedSequence expects int or sequence of ints for entropy not 4.5")]
    [InlineData("115792089237316195423570985008687907853269984665640564039457584007913129639937", "A seed is at most 2**256.")]
    public void Refuse_the_rest_in_its_words(string json, string expected)
    {
        Assert.False(Read(json, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Count_truth_values_as_numbers()
    {
        Assert.True(Read("true", out var seed, out _));
        Assert.Equal(BigInteger.One, seed.Number);
        using var json = JsonDocument.Parse("true");
        Assert.Equal("dirty_keys_True", new EpisodeRun(MedusaV0Environment.Definition, json.RootElement).View.Scenario);
    }

    private static bool Read(string json, out Medusa.Operators.Abstractions.Seed seed, out string error)
    {
        using var document = JsonDocument.Parse(json);
        return MedusaV0Environment.Definition.Seeds.TryRead(document.RootElement, out seed, out error);
    }
}
