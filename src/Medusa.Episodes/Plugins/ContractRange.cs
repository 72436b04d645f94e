namespace Medusa.Episodes;

/// <summary>Which contract versions a plugin fits.</summary>
internal static class ContractRange
{
    /// <summary>Whether a version lies in a range: <c>1.0.0</c> means from there to the next major version; brackets include a bound, parentheses exclude it.</summary>
    /// <exception cref="PluginException">The range cannot be read.</exception>
    public static bool Includes(string range, Version version)
    {
        var text = range.Trim();
        if (Version.TryParse(Dotted(text), out var from))
        {
            return version >= from && version.Major == from.Major;
        }

        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || text[0] is not ('[' or '(') || text[^1] is not (']' or ')'))
        {
            throw Unreadable(range);
        }

        return IsAbove(text[1..comma], text[0] == '[', version, range) && IsBelow(text[(comma + 1)..^1], text[^1] == ']', version, range);
    }

    private static bool IsAbove(string bound, bool inclusive, Version version, string range) =>
        string.IsNullOrWhiteSpace(bound) || version.CompareTo(Parse(bound, range)) >= (inclusive ? 0 : 1);

    private static bool IsBelow(string bound, bool inclusive, Version version, string range) =>
        string.IsNullOrWhiteSpace(bound) || version.CompareTo(Parse(bound, range)) <= (inclusive ? 0 : -1);

    private static Version Parse(string text, string range) => Version.TryParse(Dotted(text.Trim()), out var version) ? version : throw Unreadable(range);

    private static string Dotted(string text) => text.Count(unit => unit == '.') switch
    {
        0 => text + ".0.0",
        1 => text + ".0",
        _ => text,
    };

    private static PluginException Unreadable(string range) =>
        new(PluginFault.BadManifest, $"The contract range '{range}' is neither a version such as 1.0.0 nor a range such as [1.0.0,2.0.0).");
}
