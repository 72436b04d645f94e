using System.Text.Json;
using Medusa.Cli.Tests.Plugins;

namespace Medusa.Cli.Tests.Doctor;

public sealed class DoctorCommand_should : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string[] Journal => ["--Medusa:Journal:Kind=sqlite", $"--Medusa:Journal:Path={folder["data/medusa.db"]}"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Find_no_problem_in_a_sound_setup_and_leave_nothing_behind()
    {
        var run = await CommandRun.OfAsync(["doctor", "--port", "0", .. Journal]);

        Assert.True(run.ExitCode == ExitCode.Done, run.Out);
        Assert.Contains("no problem", run.Out, StringComparison.Ordinal);
        Assert.Matches("ok +journal +SQLite, .*medusa.db: not there yet", run.Out);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Name_each_problem_of_the_settings_on_a_line_of_its_own()
    {
        var run = await CommandRun.OfAsync(
            "doctor", "--Medusa:MaxSessions=0", "--Medusa:StepDeadline=soon", "--Medusa:MaxBodyBytes=1", "--Medusa:Retention=0", "--Medusa:Journal:Kind=paper", "--Medusa:Telemetry:Endpoint=ftp://x", "--engine", "orleans");

        Assert.Equal(ExitCode.Different, run.ExitCode);
        var problems = run.Out.Split('\n').Where(line => line.StartsWith("PROBLEM  configuration", StringComparison.Ordinal)).ToArray();
        Assert.All(
            new[] { "MaxSessions", "StepDeadline", "MaxBodyBytes", "Retention", "Journal:Kind", "Endpoint", "'orleans'" },
            setting => Assert.Single(problems, line => line.Contains(setting, StringComparison.Ordinal)));
        Assert.Contains("7 problems", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_what_a_server_would_refuse_to_start_for()
    {
        var (host, settings) = ("0.0.0.0", (string[])["--port", "0", .. Journal]);
        Assert.Contains("without API keys", (await CommandRun.OfAsync(["doctor", "--host", host, .. settings])).Out, StringComparison.Ordinal);
        (await CommandRun.OfAsync(["serve", "--host", host, .. settings])).AssertRefused(ExitCode.Server, "without API keys");
    }

    [Fact]
    public async Task Tell_programs_the_same()
    {
        var run = await CommandRun.OfAsync("doctor", "--json", "--port", "0", "--Medusa:MaxSessions=0", "--Medusa:Journal:Kind=memory");

        Assert.Equal(ExitCode.Different, run.ExitCode);
        var report = JsonElement.Parse(run.Out);
        Assert.Equal((1, 1), (report.GetProperty("problems").GetInt32(), report.GetProperty("warnings").GetInt32()));
        Assert.Equal(["problem", "warning"], report.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("level").GetString()!).Where(level => level != "ok"));
    }

    [Fact]
    public async Task Look_at_a_server_that_runs()
    {
        await using var server = await ServedGateway.StartAsync();

        var run = await CommandRun.OfAsync(["doctor", "--port", "0", .. Journal, "--url", server.Url]);

        Assert.True(run.ExitCode == ExitCode.Done, run.Out);
        Assert.Matches("ok +server .*alive and ready", run.Out);
    }

    [Fact]
    public async Task Refuse_what_it_does_not_know() => (await CommandRun.OfAsync("doctor", "throat")).AssertRefused(ExitCode.Usage, "throat");
}
