using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Medusa.Cli.Completions;
using Medusa.Cli.Help;
using Medusa.Cli.Hosts;
using Medusa.Cli.Output;
using Medusa.Cli.Policies;

namespace Medusa.Cli.Rollouts;

/// <summary><c>medusa rollout</c>: plays episodes with a scripted policy and counts.</summary>
internal static class RolloutCommand
{
    private static readonly Option<string> Environment = PolicyOptions.Environment();
    private static readonly Option<string?> Policy = PolicyOptions.Policy(Environment);
    private static readonly Option<int> Episodes = Positive("--episodes", "How many episodes, one seed each.", 100);
    private static readonly Option<int> Parallel = Positive("--parallel", "How many episodes run at a time.", 16);
    private static readonly Option<string> SeedStart = new("--seed-start") { Description = "The first seed.", DefaultValueFactory = _ => "0", HelpName = "SEED" };
    private static readonly Option<string?> Task = new("--task") { Description = "The task of every episode.", HelpName = "NAME", CompletionSources = { InstalledNames.Tasks(Environment) } };
    private static readonly Option<string?> Options = new("--options") { Description = "The reset options of every episode, a JSON object.", HelpName = "JSON" };
    private static readonly Option<string?> Server = ServerOption.Create("Plays on this server over the native API.");
    private static readonly Option<bool> Embedded = new("--embedded") { Description = "Plays in this process (the default without --url)." };
    private static readonly Option<string?> Out = new("--out") { Description = "Writes one JSON object an episode to this file.", HelpName = "FILE.jsonl" };
    private static readonly Option<bool> Json = JsonOption.Create("Prints the summary as one JSON object.");

    internal static Command Create(Terminal terminal)
    {
        var command = new Verb(
            "rollout",
            "Plays episodes with a scripted policy, here or on a server, and summarises them by scenario.",
            new Example("medusa rollout --policy documented --episodes 100", "seeds 0 to 99 in this process"),
            new Example("medusa rollout --url http://127.0.0.1:8000 --episodes 1000 --out rollout.jsonl", "on a server, with every trajectory in a file that 'medusa replay' reads"),
            new Example("medusa rollout --env dataselect --parallel 4 --json", "another environment, the summary for programs"))
        {
            Environment, Policy, Episodes, Parallel, SeedStart, Task, Options, Server, Embedded, Out, Json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Server) is not null && result.GetValue(Embedded))
            {
                result.AddError("--url and --embedded exclude each other.");
            }
        });
        command.SetAction((parsed, cancellation) => RunAsync(parsed, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        await using var embedded = EmbeddedHost.Start();
        var plan = Plan(parsed, embedded);
        await using var remote = ServerOption.Read(parsed, Server) is { } address ? new RemoteHost(address) : null;
        var host = remote ?? (IEpisodeHost)embedded;
        await InstalledVersion.RequireSameAsync(host, plan.Environment, cancellation);

        var result = await PlayAsync(host, plan, parsed.GetValue(Out), terminal, cancellation);
        if (result.Failure is not null && !result.IsInterrupted && result.Episodes.Count == 0)
        {
            throw result.Failure;
        }

        // Who pressed Ctrl-C waits for what is finished, not for the scripted runs to compare it with.
        IReadOnlyDictionary<BigInteger, int> lengths = result.IsInterrupted
            ? new Dictionary<BigInteger, int>()
            : await new ReferenceLengths(embedded, plan).MeasureAsync(result.Episodes, CancellationToken.None);
        var rows = ScenarioSummary.Of(result, lengths);
        if (parsed.GetValue(Json))
        {
            RolloutReport.WriteJson(terminal, plan, result, rows);
        }
        else
        {
            RolloutReport.WriteTable(terminal, plan, result, rows);
        }

        return Conclude(terminal, plan, result);
    }

    private static int Conclude(Terminal terminal, RolloutPlan plan, RolloutResult result)
    {
        if (result.IsInterrupted)
        {
            terminal.Warn($"interrupted after {result.Episodes.Count} of {plan.Episodes} episodes.");
            return ExitCode.Interrupted;
        }

        if (result.Failure is { } failure)
        {
            terminal.Warn($"ended after {result.Episodes.Count} of {plan.Episodes} episodes. {failure.Message}");
            return ExitCode.Server;
        }

        return ExitCode.Done;
    }

    private static async Task<RolloutResult> PlayAsync(IEpisodeHost host, RolloutPlan plan, string? path, Terminal terminal, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        using var file = path is null ? null : new TrajectoryFile(path);
        return await ProgressDisplay.ShowAsync(terminal, plan.Episodes, PlayAsync);

        Task<RolloutResult> PlayAsync(IRolloutProgress progress) => new Rollout(host, plan, clock).RunAsync(
            (position, run, count) =>
            {
                file?.Add(position, TrajectoryLine.Of(plan, count.Seed, run));
                progress.Finished(count.Steps);
            },
            cancellation);
    }

    private static RolloutPlan Plan(ParseResult parsed, EmbeddedHost embedded)
    {
        var definition = embedded.Require(parsed.GetRequiredValue(Environment));
        return new RolloutPlan(
            definition,
            EmbeddedHost.RequirePolicy(definition, parsed.GetValue(Policy)),
            parsed.GetValue(Episodes),
            parsed.GetValue(Parallel),
            BigInteger.TryParse(parsed.GetRequiredValue(SeedStart), out var seed) && seed >= 0
                ? seed
                : throw new CommandException(ExitCode.Usage, $"'{parsed.GetValue(SeedStart)}' is no seed: --seed-start takes an integer from 0 up."),
            parsed.GetValue(Task) is { } task && definition.FindTask(task) is null
                ? throw new CommandException(ExitCode.Usage, $"{definition.Name} has no task '{task}'; it has {string.Join(", ", definition.Tasks.Select(known => known.Name))}.")
                : parsed.GetValue(Task),
            ReadOptions(parsed.GetValue(Options)));
    }

    private static JsonElement ReadOptions(string? text)
    {
        try
        {
            return text is null ? default : JsonElement.Parse(text) is { ValueKind: JsonValueKind.Object } options ? options : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new CommandException(ExitCode.Usage, $"--options takes a JSON object such as {{\"n_fact_rows\":50}}, not '{text}'.");
        }
    }

    private static Option<int> Positive(string name, string description, int normal) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => normal,
        HelpName = "N",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
            {
                return number;
            }

            result.AddError($"{name} takes an integer from 1 up, not '{result.Tokens[0].Value}'.");
            return normal;
        },
    };
}
