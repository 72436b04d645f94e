using System.Globalization;
using Medusa.Cli.Exports;

namespace Medusa.Cli.Tests.Exports;

public sealed class SinceTime_should
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z")]
    [InlineData("2026-01-31T08:30", "2026-01-31T08:30:00Z")]
    [InlineData("2026-01-31T08:30:15Z", "2026-01-31T08:30:15Z")]
    [InlineData("2026-01-31T08:30:15.25+02:00", "2026-01-31T06:30:15.25Z")]
    [InlineData("24h", "2026-06-30T12:00:00Z")]
    [InlineData("90m", "2026-07-01T10:30:00Z")]
    [InlineData("7d", "2026-06-24T12:00:00Z")]
    [InlineData("0h", "2026-07-01T12:00:00Z")]
    [InlineData("2147483647d", "0001-01-01T00:00:00Z")]
    public void Read_a_time_or_how_long_ago(string text, string expected)
    {
        Assert.True(SinceTime.TryRead(text, Now, out var since));
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), since);
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("-1h")]
    [InlineData("1.5h")]
    [InlineData("24")]
    [InlineData("3w")]
    [InlineData("yesterday")]
    [InlineData("2026-13-01")]
    [InlineData("01/31/2026")]
    public void Refuse_what_is_neither(string text) => Assert.False(SinceTime.TryRead(text, Now, out _));
}
