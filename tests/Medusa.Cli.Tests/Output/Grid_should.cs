using System.Text.RegularExpressions;
using Medusa.Cli.Output;

namespace Medusa.Cli.Tests.Output;

public sealed class Grid_should
{
    private const string Escape = "\u001b";

    [Fact]
    public void Align_plain_lines_where_nobody_reads_whatever_their_length()
    {
        var text = new string('x', 300);
        Assert.Equal(
            ["name   steps  what", "one        7  it", $"three   1000  {text}"],
            Lines(isRead: false, ("one", "7", "it"), ("three", "1000", text)));
    }

    [Fact]
    public void Use_no_escape_codes_where_nobody_reads() => Assert.DoesNotContain(Escape, string.Join('\n', Lines(isRead: false, ("one", "7", "it"))), StringComparison.Ordinal);

    [Fact]
    public void Draw_for_a_person()
    {
        var drawn = string.Join('\n', Lines(isRead: true, ("one", "7", "it")));
        Assert.Contains("─", drawn, StringComparison.Ordinal);
        Assert.Matches("one +7 +it", Regex.Replace(drawn, $"{Escape}\\[[0-9;]*m", ""));
    }

    [Fact]
    public void Wrap_sentences_and_keep_words_whole_on_a_narrow_terminal()
    {
        var drawn = Lines(isRead: true, ("a-name-that-is-long", "unreachable", string.Join(' ', Enumerable.Repeat("word", 60))));
        Assert.All(["a-name-that-is-long", "unreachable"], word => Assert.Contains(drawn, line => line.Contains(word, StringComparison.Ordinal)));
        Assert.InRange(drawn.Length, 4, 20);
    }

    private static string[] Lines(bool isRead, params (string Name, string Steps, string What)[] rows)
    {
        var grid = new Grid("name", "steps#", "what");
        foreach (var (name, steps, what) in rows)
        {
            grid.Add(new Cell(name, Tone.Good), steps, what);
        }

        var output = new StringWriter();
        grid.Write(new Terminal(output, TextWriter.Null, IsLive: false) { IsRead = isRead });
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
