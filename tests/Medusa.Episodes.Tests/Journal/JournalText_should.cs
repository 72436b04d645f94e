namespace Medusa.Episodes.Tests;

public sealed class JournalText_should
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("plain é 漢 \ud83d\ude00", "plain é 漢 \ud83d\ude00")]
    [InlineData("a\0b\0", "a\ufffdb\ufffd")]
    public void Replace_what_a_database_cannot_keep_and_nothing_else(string? text, string? clean) => Assert.Equal(clean, JournalText.Clean(text));

    [Fact]
    public void Replace_unpaired_surrogates_wherever_they_stand()
    {
        var (high, low) = ('\ud83d', '\ude00');
        Assert.Equal("\ufffd", JournalText.Clean($"{high}"));
        Assert.Equal("\ufffd", JournalText.Clean($"{low}"));
        Assert.Equal("a\ufffdb", JournalText.Clean($"a{high}b"));
        Assert.Equal("\ufffd\ufffd", JournalText.Clean($"{low}{high}"));
        Assert.Equal($"\ufffd{high}{low}", JournalText.Clean($"{high}{high}{low}"));
        Assert.Equal($"{high}{low}\ufffd", JournalText.Clean($"{high}{low}{low}"));
    }

    [Fact]
    public void Give_back_the_same_text_where_nothing_is_wrong()
    {
        var text = new string('x', 300);
        Assert.Same(text, JournalText.Clean(text));
    }
}
