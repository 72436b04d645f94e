using System.Globalization;
using System.Text.RegularExpressions;

namespace Medusa.Gateway.Tests;

/// <summary>What the error catalogue promises.</summary>
internal static partial class DocumentedCodes
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "errors.md"));

    /// <summary>Each code with its status and whether its client waits as <c>Retry-After</c> says.</summary>
    public static IReadOnlyList<(string Code, int Status, bool HasRetryAfter)> Problems { get; } =
        [.. Problem().Matches(Page).Select(row => (row.Groups["code"].Value, int.Parse(row.Groups["status"].Value, CultureInfo.InvariantCulture), row.Groups["again"].Value == "yes"))];

    /// <summary>Each code of OpenEnv's error frames and whether the socket closes after it.</summary>
    public static IReadOnlyList<(string Code, bool IsClosed)> Frames { get; } =
        [.. Frame().Matches(Page).Select(row => (row.Groups["code"].Value, row.Groups["meaning"].Value.Contains("the socket closes", StringComparison.Ordinal)))];

    [GeneratedRegex(@"^\| `(?<code>[a-z_]+)` \| (?<status>\d{3}) \| (?<again>yes|no|look) \| ", RegexOptions.Multiline)]
    private static partial Regex Problem();

    [GeneratedRegex(@"^\| `(?<code>[A-Z_]+)` \| (?<meaning>.+) \| .+ \|$", RegexOptions.Multiline)]
    private static partial Regex Frame();
}
