using Medusa.Cli.Doctor;

namespace Medusa.Cli.Tests.Doctor;

/// <summary>What a check is expected to find.</summary>
internal static class CheckAssert
{
    public static async Task<Finding> FindsAsync(this ICheck check, Level level, string text)
    {
        var findings = await check.RunAsync(CancellationToken.None);
        var found = findings.FirstOrDefault(finding => finding.Level == level && finding.Text.Contains(text, StringComparison.Ordinal));
        Assert.True(found is not null, $"{level} '{text}' is not among: {string.Join('\n', findings)}");
        Assert.True(level == Level.Ok || found.Cure is { Length: > 10 }, "A finding that is not in order says what to do.");
        Assert.Equal(check.Name, found.Check);
        return found;
    }

    public static async Task FindsNothingWrongAsync(this ICheck check) =>
        Assert.All(await check.RunAsync(CancellationToken.None), finding => Assert.True(finding.Level == Level.Ok, finding.ToString()));
}
