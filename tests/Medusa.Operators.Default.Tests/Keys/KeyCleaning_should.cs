using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

public sealed class KeyCleaning_should
{
    [Theory]
    [InlineData("K1", "K1")]
    [InlineData("  K1 ", "K1")]
    [InlineData("\tK 1\n", "K 1")]
    [InlineData("", null)]
    [InlineData("   ", null)]
    [InlineData("nan", null)]
    [InlineData("None", null)]
    [InlineData("NULL", null)]
    [InlineData(" <NA> ", null)]
    [InlineData("Nancy", "Nancy")]
    public void Strip_texts_and_turn_blank_and_null_like_ones_into_null(string text, string? cleaned) => Assert.Equal(cleaned, KeyCleaning.Clean(text));

    [Fact]
    public void Change_nothing_the_second_time()
    {
        var once = KeyCleaning.Of(TextColumn.Of(" a", "a", null, "nan", "b "));
        Assert.Equal(["a", "a", null, null, "b"], Enumerable.Range(0, 5).Select(row => once[row]));
        Assert.Same(once, KeyCleaning.Of(once));
    }

    [Fact]
    public void Keep_a_clean_column_as_it_is()
    {
        var clean = TextColumn.Of("a", null, "b");
        Assert.Same(clean, KeyCleaning.Of(clean));
    }
}
