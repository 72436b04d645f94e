namespace Medusa.Gateway;

/// <summary>Counts the lines of CSV, in which a quoted cell may hold line breaks.</summary>
internal static class CsvLines
{
    /// <summary>The number of lines.</summary>
    /// <param name="csv">CSV whose lines all end with a line feed.</param>
    public static int Count(ReadOnlySpan<byte> csv)
    {
        var lines = 0;
        while (csv.Length > 0)
        {
            csv = csv[End(csv)..];
            lines++;
        }

        return lines;
    }

    /// <summary>Where the first line ends, line feed included.</summary>
    private static int End(ReadOnlySpan<byte> csv)
    {
        var isQuoted = false;
        for (var at = 0; at < csv.Length; at++)
        {
            if (csv[at] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (csv[at] == '\n' && !isQuoted)
            {
                return at + 1;
            }
        }

        return csv.Length;
    }
}
