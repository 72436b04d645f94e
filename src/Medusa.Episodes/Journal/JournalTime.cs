using System.Globalization;

namespace Medusa.Episodes;

/// <summary>Instants as texts that sort as the instants do: UTC, to 100 nanoseconds.</summary>
public static class JournalTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>An instant's text.</summary>
    /// <param name="instant">The instant.</param>
    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The instant of a text.</summary>
    /// <param name="text">What <see cref="Text"/> gave.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
