namespace Medusa.Cli.Tests;

public sealed class MedusaCommand_should
{
    [Fact]
    public async Task List_its_verbs()
    {
        var run = await CommandRun.OfAsync("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(new[] { "serve", "rollout", "replay", "export", "policies", "session" }, verb => Assert.Contains(verb, run.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refuse_an_unknown_verb_with_one_line() => (await CommandRun.OfAsync("fly")).AssertRefused(ExitCode.Usage, "fly");
}
