using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Medusa.Cli.Help;
using Medusa.Cli.Hosts;
using Medusa.Cli.Output;
using Medusa.Cli.Policies;
using Medusa.Client;

namespace Medusa.Cli.Rollouts;

/// <summary><c>medusa play</c>: one episode with a scripted policy, step by step, and the grader's verdict with its reasons.</summary>
internal static class PlayCommand
{
    private static readonly Option<string> Environment = PolicyOptions.Environment();
    private static readonly Option<string?> Policy = PolicyOptions.Policy(Environment);
    private static readonly Option<string> Seed = new("--seed") { Description = "The seed, which says the scenario.", DefaultValueFactory = _ => "0", HelpName = "SEED" };
    private static readonly Option<string?> Server = ServerOption.Create("Plays on this server over the native API. Default: in this process.");
    private static readonly Option<bool> Json = JsonOption.Create("Prints one JSON object: the steps and the grade.");

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "play",
            "Plays one episode with a scripted policy and shows its steps and the grader's verdict.",
            new Example("medusa play", "the clean scenario of MEDUSA, in this process"),
            new Example("medusa play --seed 1 --policy documented", "another seed: dirty keys"),
            new Example("medusa play --env dataselect --url http://127.0.0.1:8000", "another environment, on a server"))
        { Environment, Policy, Seed, Server, Json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        if (!BigInteger.TryParse(parsed.GetRequiredValue(Seed), NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            throw new CommandException(ExitCode.Usage, $"'{parsed.GetValue(Seed)}' is no seed: --seed takes an integer from 0 up.");
        }

        await using var embedded = EmbeddedHost.Start();
        var definition = embedded.Require(parsed.GetRequiredValue(Environment));
        var policy = EmbeddedHost.RequirePolicy(definition, parsed.GetValue(Policy));
        await using var remote = ServerOption.Read(parsed, Server) is { } address ? new RemoteHost(address) : null;
        var host = remote ?? (IEpisodeHost)embedded;
        await InstalledVersion.RequireSameAsync(host, definition, cancellation);
        var run = await EpisodeRun.PlayAsync(host, new EpisodeStart(definition.Name, seed, null, default), policy, cancellation);
        if (parsed.GetValue(Json))
        {
            WriteJson(terminal, run);
        }
        else
        {
            Write(terminal, $"{definition.Name} version {definition.Version}, seed {seed}, policy {policy.Name}", run);
        }

        return run.Passed ? ExitCode.Done : ExitCode.Different;
    }

    private static void Write(Terminal terminal, string headline, EpisodeRun run)
    {
        terminal.Out.WriteLine(headline);
        terminal.Out.WriteLine();
        var steps = new Grid("step#", "action", "reward#", "return#");
        foreach (var (action, result) in run.Steps)
        {
            steps.Add(result.Step.ToString(CultureInfo.InvariantCulture), action.GetRawText(), Number(result.Reward ?? 0), Number(result.Metadata.CumulativeReward));
        }

        steps.Write(terminal);
        terminal.Out.WriteLine();
        var grade = run.Grade.Deserialize<EpisodeGrade>(MedusaJson.Options)!;
        var checks = new Grid("verdict", "check", "reason");
        foreach (var check in grade.Checks)
        {
            checks.Add(check.Passed ? new Cell("ok", Tone.Good) : new Cell("FAILED", Tone.Bad), check.Check, check.Reason ?? "");
        }

        checks.Write(terminal);
        terminal.Out.WriteLine();
        var ended = run.Steps.Count == 0 ? run.Start : run.Steps[^1].Result;
        terminal.Out.WriteLine($"{(run.Passed ? "PASSED" : "NOT PASSED")}: {grade.Checks.Count(check => check.Passed)} of {grade.Checks.Count} checks hold, ended as {ended.Metadata.EndReason}, return {Number(ended.Metadata.CumulativeReward)}.");
    }

    private static void WriteJson(Terminal terminal, EpisodeRun run) => terminal.WriteJson(new
    {
        passed = run.Passed,
        steps = run.Steps.Select(taken => new { step = taken.Result.Step, action = taken.Action, reward = taken.Result.Reward, @return = taken.Result.Metadata.CumulativeReward }),
        grade = run.Grade,
    });

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
