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

    [Fact]
    public async Task Name_a_failure_that_nobody_foresaw_in_one_line_with_a_hint()
    {
        var run = await FailingRunAsync("policies");
        run.AssertRefused(ExitCode.Unexpected, "unexpected ObjectDisposedException");
        Assert.Contains("--debug", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_the_stack_of_such_a_failure_to_who_asks()
    {
        var run = await FailingRunAsync("policies", "--debug");
        Assert.Equal(ExitCode.Unexpected, run.ExitCode);
        Assert.Contains(run.ErrorLines, line => line.TrimStart().StartsWith("at Medusa.Cli.", StringComparison.Ordinal));
    }

    private static async Task<CommandRun> FailingRunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        await output.DisposeAsync();
        var exitCode = await MedusaCommand.RunAsync(arguments, new Terminal(output, error, IsLive: false));
        return new CommandRun(exitCode, "", error.ToString());
    }
}
