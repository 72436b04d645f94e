using Spectre.Console;

namespace Medusa.Cli.Output;

/// <summary>
/// A table. A person's terminal gets it drawn and wrapped to its width; a file or a pipe gets a line a row, columns aligned by blanks, nothing cut or wrapped and no
/// escape codes. A heading that ends in <c>#</c> (which is not shown) stands over numbers, which are aligned right.
/// </summary>
internal sealed class Grid(params string[] headings)
{
    private const string Gap = "  ";

    /// <summary>A column of words this long or shorter is never wrapped; sentences are.</summary>
    private const int LongestWord = 16;

    private readonly List<Cell[]> rows = [];

    internal void Add(params Cell[] cells) => rows.Add(cells);

    internal void Write(Terminal terminal)
    {
        if (terminal.IsRead)
        {
            Draw(terminal.Tables(), terminal.HasColor);
        }
        else
        {
            Print(terminal.Out);
        }
    }

    private static bool IsNumber(string heading) => heading.EndsWith('#');

    private static string Shown(string heading) => heading.TrimEnd('#');

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Good => new Style(Color.Green),
        Tone.Doubtful => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red),
        Tone.Faint => new Style(decoration: Decoration.Dim),
        _ => Style.Plain,
    };

    private int[] Widths() => [.. headings.Select((heading, column) => rows.Select(row => row[column].Text.Length).Append(Shown(heading).Length).Max())];

    private void Draw(IAnsiConsole console, bool hasColor)
    {
        var table = new Table { Border = TableBorder.Simple };
        var widths = Widths();
        for (var index = 0; index < headings.Length; index++)
        {
            var column = new TableColumn(new Text(Shown(headings[index]), hasColor ? new Style(decoration: Decoration.Bold) : Style.Plain)) { NoWrap = index == 0 || widths[index] <= LongestWord };
            table.AddColumn(IsNumber(headings[index]) ? column.RightAligned() : column);
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell.Text, hasColor ? StyleOf(cell.Tone) : Style.Plain)));
        }

        console.Write(table);
    }

    private void Print(TextWriter output)
    {
        var widths = Widths();
        foreach (var row in rows.Select(row => row.Select(cell => cell.Text)).Prepend(headings.Select(Shown)))
        {
            output.WriteLine(string.Join(Gap, row.Select((text, column) => IsNumber(headings[column]) ? text.PadLeft(widths[column]) : text.PadRight(widths[column]))).TrimEnd());
        }
    }
}
