using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Cli.Plugins;

/// <summary>Plays an environment's episodes through the fold, without an engine.</summary>
internal sealed class EnvironmentPlay(EnvironmentDefinition environment, IPolicy policy)
{
    private readonly Record options = DescriptorReader.Read(environment.Scenarios.Options, default, new List<FieldError>());

    /// <summary>The beginning of a seed's episode, generated anew.</summary>
    public Moment Start(int seed) => Start(Generate(seed), seed);

    /// <summary>Lets the policy choose the actions of a seed's episode.</summary>
    /// <exception cref="CommandException">It chose what is no action.</exception>
    public PlayedEpisode Script(int seed)
    {
        var scenario = Generate(seed);
        var moment = Start(scenario, seed);
        var run = policy.Start((ulong)seed);
        var actions = new List<(IOperator Applied, Record Arguments)>();
        var observations = new List<JsonElement> { Observe(moment.View, scenario.Message, scenario.Metrics) };
        var script = new PlayedEpisode(moment, actions, observations);
        while (moment.View.Status == EpisodeStatus.Running)
        {
            actions.Add(Read(run.Next(observations[^1], moment.View.Step)));
            moment = EpisodeFold.Advance(environment, moment, actions[^1].Applied, actions[^1].Arguments, out var result);
            observations.Add(Observe(moment.View, result.Message, result.Metrics));
        }

        return script;
    }

    /// <summary>Takes the actions again, from the same start.</summary>
    public Moment Play(PlayedEpisode script)
    {
        var moment = script.Start;
        foreach (var (applied, arguments) in script.Actions)
        {
            moment = EpisodeFold.Advance(environment, moment, applied, arguments);
        }

        return moment;
    }

    /// <summary>Takes one action.</summary>
    public Moment Take(Moment before, (IOperator Applied, Record Arguments) action) => EpisodeFold.Advance(environment, before, action.Applied, action.Arguments);

    private Scenario Generate(int seed) => environment.Scenarios.Generate(new ScenarioRequest(Seed.Of(seed), options, WasSeedGiven: true));

    private Moment Start(Scenario scenario, int seed) => EpisodeFold.Start(environment, scenario, Seed.Of(seed), task: null, label: null);

    private JsonElement Observe(EpisodeView episode, string message, Record metrics)
    {
        var json = new JsonBuffer();
        environment.Observer.WriteObservation(new ObservationContext(episode, message, metrics, IsEcho: false), json);
        return JsonElement.Parse(json.WrittenSpan);
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
}
