using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect.Tests;

/// <summary>An episode played without an engine. Immutable: a game can go on in two ways from one moment.</summary>
internal sealed record Game(EnvironmentDefinition Definition, Moment Moment)
{
    public EpisodeView View => Moment.View;

    public EpisodeState State => Moment.View.State;

    public static Game Start(EnvironmentDefinition definition, long seed, string? task = null, params ReadOnlySpan<(string Name, Value Value)> options)
    {
        var given = Record.Of(options);
        var pinned = task is null ? Record.Empty : definition.FindTask(task)!.Options;
        var all = Record.Of([.. definition.Scenarios.Options.Fields.Select(field =>
            (field.Name, given.Has(field.Name) ? given[field.Name] : pinned.Has(field.Name) ? pinned[field.Name] : field.Default))]);
        var scenario = definition.Scenarios.Generate(new ScenarioRequest(Seed.Of(seed), all, true));
        return new Game(definition, EpisodeFold.Start(definition, scenario, Seed.Of(seed), task, null));
    }

    public Game Select(long batch, double uncertainty = 0.4, double diversity = 0.4, double random = 0.2) => Take("select_batch", Record.Of(
        ("batch_size", batch),
        ("strategy_weights", Record.Of(("uncertainty", uncertainty), ("diversity", diversity), ("random", random)))));

    public Game Stop(long batch = 1) => Take("stop", Record.Of(("batch_size", batch), ("strategy_weights", Record.Of(("random", 1.0)))));

    public Game Take(string action, Record arguments) => this with { Moment = EpisodeFold.Advance(Definition, Moment, Definition.FindOperator(action)!, arguments) };

    public string Digest => Convert.ToHexStringLower(State.Digest);
}
