using System.Globalization;

namespace Medusa.Cli.Exports;

/// <summary>Reads <c>--since</c>: a date or time, in UTC where it has no zone, or how long ago: <c>90m</c>, <c>24h</c>, <c>7d</c>.</summary>
internal static class SinceTime
{
    private static readonly string[] Times = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    internal static bool TryRead(string text, DateTimeOffset now, out DateTimeOffset since)
    {
        if (DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out since))
        {
            return true;
        }

        if (Unit(text) is not { } unit || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        // Longer ago than there is a calendar for is as good as always.
        since = count < (now - DateTimeOffset.MinValue) / unit ? now - (count * unit) : DateTimeOffset.MinValue;
        return true;
    }

    private static TimeSpan? Unit(string text) => text.LastOrDefault() switch
    {
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}
