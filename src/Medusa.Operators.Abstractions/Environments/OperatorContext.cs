using System.Collections.Immutable;

namespace Medusa.Operators.Abstractions;

/// <summary>What an operator is applied to.</summary>
public readonly ref struct OperatorContext
{
    /// <summary>A context.</summary>
    /// <param name="state">The state before the step.</param>
    /// <param name="arguments">The validated arguments.</param>
    /// <param name="step">The step being taken.</param>
    /// <param name="checks">The environment's grader checks.</param>
    /// <param name="environment">The environment the episode runs in.</param>
    /// <param name="cancellation">Cancelled once the step is over its time.</param>
    public OperatorContext(
        EpisodeState state, Record arguments, int step, ImmutableArray<IGraderCheck> checks, EnvironmentDefinition? environment = null, CancellationToken cancellation = default)
    {
        State = state;
        Arguments = arguments;
        Step = step;
        Checks = checks;
        Environment = environment;
        Cancellation = cancellation;
    }

    /// <summary>The instant at which every episode's logical clock starts: 2024-01-01T00:00:00Z.</summary>
    public static DateTime Epoch { get; } = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The state before the step.</summary>
    public EpisodeState State { get; }

    /// <summary>The operator's arguments, validated against <see cref="IOperator.Parameters"/>.</summary>
    public Record Arguments { get; }

    /// <summary>The step being taken, 1 for the first.</summary>
    public int Step { get; }

    /// <summary>The environment's grader checks, for operators that end an episode with an audit.</summary>
    public ImmutableArray<IGraderCheck> Checks { get; }

    /// <summary>The environment the episode runs in; null only in tests that apply an operator alone.</summary>
    public EnvironmentDefinition? Environment { get; }

    /// <summary>
    /// Cancelled once the step is over its time: the step has failed by then, whatever the operator returns. Long loops ask now and then
    /// (<see cref="CancellationToken.ThrowIfCancellationRequested"/>) so that the thread is free again. Results never depend on it.
    /// </summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The logical time: <see cref="Epoch"/> plus one hour a step.</summary>
    public DateTime LogicalTime => Epoch.AddHours(Step);
}
