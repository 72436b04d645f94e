using System.Globalization;
using System.Text.RegularExpressions;

namespace Medusa.Documentation.Tests.Settings;

/// <summary>Numbers and times as the comments write them: <c>4,096</c>, <c>16 MiB</c>, <c>0.1 s</c>, <c>20 microseconds</c>.</summary>
internal static partial class Quantity
{
    private static readonly Dictionary<string, double> Units = new()
    {
        ["microseconds"] = 1e-6, ["ms"] = 1e-3, ["milliseconds"] = 1e-3, ["s"] = 1, ["second"] = 1, ["seconds"] = 1, ["min"] = 60, ["minute"] = 60, ["minutes"] = 60,
        ["h"] = 3600, ["hour"] = 3600, ["hours"] = 3600, ["d"] = 86_400, ["day"] = 86_400, ["days"] = 86_400,
        ["KiB"] = 1 << 10, ["MiB"] = 1 << 20, ["GiB"] = 1 << 30, ["TiB"] = 1L << 40,
    };

    /// <summary>The quantity that a text begins with: a count, bytes or seconds; null where it begins with something else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="unit">The unit where the text names none, as in the first bound of <c>0 to 60 s</c>.</param>
    public static double? Read(string text, string unit = "")
    {
        var match = Number().Match(text);
        return match.Success
            ? double.Parse(match.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * Units.GetValueOrDefault(match.Groups["unit"].Value is { Length: > 0 } own ? own : unit, 1)
            : null;
    }

    /// <summary>Both bounds of a text such as <c>0 to 60 s</c>.</summary>
    /// <param name="text">The text.</param>
    public static (double Least, double Greatest)? ReadRange(string text)
    {
        var match = Bounds().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var greatest = match.Groups["greatest"].Value;
        var unit = Number().Match(greatest).Groups["unit"].Value;
        // `0 to 60 s` gives the first bound the second's unit; `1,024 bytes to 1 TiB` names both.
        return (Read(match.Groups["least"].Value, unit)!.Value, Read(greatest)!.Value);
    }

    /// <summary>A value of an option as a count, bytes or seconds; null for other values.</summary>
    /// <param name="value">The value.</param>
    public static double? Of(object? value) => value switch
    {
        TimeSpan time => time.TotalSeconds,
        int or long or double => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) => time.TotalSeconds,
        _ => null,
    };

    [GeneratedRegex(@"^(?<number>\d[\d,]*(\.\d+)?)( (?<unit>[A-Za-z]+))?")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?<least>\d[\d,]*(\.\d+)?( [A-Za-z]+)?)( \([^)]*\))? to (?<greatest>\d[\d,]*(\.\d+)?( [A-Za-z]+)?)")]
    private static partial Regex Bounds();
}
