using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Cli.Plugins;

/// <summary>Plays an environment through the fold on one thread. Actions are chosen in a first pass, so that the policy's time does not count.</summary>
internal sealed class FoldBench(EnvironmentDefinition environment, IPolicy policy, TimeProvider clock)
{
    private const int Episodes = 64;
    private readonly Record options = DescriptorReader.Read(environment.Scenarios.Options, default, new List<FieldError>());

    /// <summary>Measures steps and resets for a time each, then memory.</summary>
    public FoldBenchResult Measure(TimeSpan time, CancellationToken cancellation)
    {
        var scripts = Enumerable.Range(0, Episodes).Select(Script).ToArray();
        foreach (var script in scripts)
        {
            Play(script);
        }

        var stepsPerSecond = Rate(time, cancellation, round => Play(scripts[round % Episodes]).View.Step);
        var resetsPerSecond = Rate(time, cancellation, round => Start(Episodes + round).View.Step + 1);
        var steps = scripts.Average(script => script.Actions.Count);
        return new FoldBenchResult(stepsPerSecond, resetsPerSecond, Held(scripts), steps);
    }

    private double Rate(TimeSpan time, CancellationToken cancellation, Func<int, int> play)
    {
        var start = clock.GetTimestamp();
        var count = 0L;
        for (var round = 0; clock.GetElapsedTime(start) < time; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            count += play(round);
        }

        return count / clock.GetElapsedTime(start).TotalSeconds;
    }

    private long Held(Played[] scripts)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var ended = scripts.Select((script, seed) => Play(script with { Start = Start(seed) })).ToArray();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(ended);
        return Math.Max(0, after - before) / Episodes;
    }

    private Played Script(int seed)
    {
        var start = Start(seed);
        var run = policy.Start((ulong)seed);
        var actions = new List<(IOperator Applied, Record Arguments)>();
        var (message, metrics) = ("", Record.Empty);
        for (var moment = start; moment.View.Status == EpisodeStatus.Running;)
        {
            actions.Add(Read(run.Next(Observe(moment.View, message, metrics), moment.View.Step)));
            moment = EpisodeFold.Advance(environment, moment, actions[^1].Applied, actions[^1].Arguments, out var result);
            (message, metrics) = (result.Message, result.Metrics);
        }

        return new Played(start, actions);
    }

    private Moment Play(Played script)
    {
        var moment = script.Start;
        foreach (var (applied, arguments) in script.Actions)
        {
            moment = EpisodeFold.Advance(environment, moment, applied, arguments);
        }

        return moment;
    }

    private Moment Start(int seed)
    {
        var scenario = environment.Scenarios.Generate(new ScenarioRequest(Seed.Of(seed), options, WasSeedGiven: true));
        return EpisodeFold.Start(environment, scenario, Seed.Of(seed), task: null, label: null);
    }

    private (IOperator Applied, Record Arguments) Read(Record action)
    {
        var name = action[environment.Action.OperatorField].AsTextOrNull ?? "";
        var applied = environment.FindOperator(name) ?? throw new CommandException(ExitCode.Different, $"Policy '{policy.Name}' chose '{name}', which is no action of {environment.Name}.");
        var sent = environment.Action.ArgumentsField is { } field ? action[field].Kind == ValueKind.Record ? action[field].AsRecord : Record.Empty : Beside(action);
        if (environment.Action.FreeArguments)
        {
            return (applied, sent);
        }

        var errors = new List<FieldError>();
        var arguments = DescriptorReader.Read(applied.Parameters, JsonElement.Parse(CanonicalJson.Bytes(sent)), errors);
        return errors.Count == 0
            ? (applied, arguments)
            : throw new CommandException(ExitCode.Different, $"Policy '{policy.Name}' chose arguments that {name} does not take: {errors[0].DottedPath} {errors[0].Message}");
    }

    private Record Beside(Record action) => Record.Of(
        [.. action.Shape.Names.Where(name => name != environment.Action.OperatorField).Select(name => (name, action[name]))]);

    private JsonElement Observe(EpisodeView episode, string message, Record metrics)
    {
        var json = new JsonBuffer();
        environment.Observer.WriteObservation(new ObservationContext(episode, message, metrics, IsEcho: false), json);
        return JsonElement.Parse(json.WrittenSpan);
    }

    private sealed record Played(Moment Start, IReadOnlyList<(IOperator Applied, Record Arguments)> Actions);
}
