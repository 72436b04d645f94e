using Medusa.Cli.Doctor;

namespace Medusa.Cli.Tests.Doctor;

public sealed class Examination_should
{
    [Fact]
    public async Task Go_on_after_a_check_that_fails()
    {
        var findings = await Examination.RunAsync([new Failing(), new MemoryCheck(1L << 40)], CancellationToken.None);

        Assert.Equal(["failing", "memory"], findings.Select(finding => finding.Check));
        Assert.Equal(Level.Problem, findings[0].Level);
        Assert.Contains("the dog ate it", findings[0].Text, StringComparison.Ordinal);
    }

    private sealed class Failing : ICheck
    {
        public string Name => "failing";

        public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation) => throw new InvalidTimeZoneException("the dog ate it");
    }
}
