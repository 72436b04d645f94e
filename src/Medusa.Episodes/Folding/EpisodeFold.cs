using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>
/// The pure fold: a scenario gives the first moment, an operator gives the next one. No clock, no I/O, no randomness but the state's own. Live steps,
/// replay, forks and tests all go through here. Exceptions of plugin code pass through; the caller's moment is unharmed.
/// </summary>
public static class EpisodeFold
{
    /// <summary>The episode after reset.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="scenario">What its generator made.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="task">The task's name, or null.</param>
    /// <param name="label">What the caller calls the episode.</param>
    public static Moment Start(EnvironmentDefinition environment, Scenario scenario, Seed seed, string? task, string? label) => new(
        new EpisodeView(scenario.State, EpisodeStatus.Running, 0, scenario.MaxSteps, 0)
        {
            Seed = seed,
            Scenario = scenario.Name,
            Task = task,
            Label = label,
        },
        new int[environment.Rewards.Length]);

    /// <summary>The episode before any reset, as OpenEnv's session-less routes show it.</summary>
    /// <param name="environment">The environment.</param>
    public static EpisodeView Initial(EnvironmentDefinition environment) => new(environment.State.Initial, EpisodeStatus.Initial, 0, 0, 0);

    /// <summary>Takes a step; the reward is the sum of the rules' terms from left to right.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="before">A moment that is running.</param>
    /// <param name="applied">One of the environment's operators.</param>
    /// <param name="arguments">Its validated arguments.</param>
    public static Moment Advance(EnvironmentDefinition environment, Moment before, IOperator applied, Record arguments) =>
        Advance(environment, before, applied, arguments, out _);

    /// <summary>Takes a step and gives what the operator did, for its observation.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="before">A moment that is running.</param>
    /// <param name="applied">One of the environment's operators.</param>
    /// <param name="arguments">Its validated arguments.</param>
    /// <param name="result">What the operator did.</param>
    public static Moment Advance(EnvironmentDefinition environment, Moment before, IOperator applied, Record arguments, out OperatorResult result)
    {
        Span<double> terms = stackalloc double[environment.Rewards.Length];
        return Advance(environment, before, applied, arguments, terms, out result, out _);
    }

    /// <summary>Takes a step and says what it paid.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="before">A moment that is running.</param>
    /// <param name="applied">One of the environment's operators.</param>
    /// <param name="arguments">Its validated arguments.</param>
    /// <param name="terms">Gets each rule's term, 0 where it does not apply.</param>
    /// <param name="result">What the operator did.</param>
    /// <param name="reward">The sum of the terms.</param>
    /// <param name="cancellation">Cancelled once the step is over its time.</param>
    /// <exception cref="FoldFaultException">The operator gave no state, message or metrics, or a rule paid what is not a finite number.</exception>
    internal static Moment Advance(
        EnvironmentDefinition environment,
        Moment before,
        IOperator applied,
        Record arguments,
        Span<double> terms,
        out OperatorResult result,
        out double reward,
        CancellationToken cancellation = default)
    {
        var view = before.View;
        var step = view.Step + 1;
        result = applied.Apply(new OperatorContext(view.State, arguments, step, environment.Checks, environment, cancellation));
        if (result.State is null || result.Message is null || result.Metrics is null || !ReferenceEquals(result.State.Schema, view.State.Schema))
        {
            throw new FoldFaultException($"Operator '{applied.Name}' gave no state of the environment's schema, no message or no metrics.");
        }

        reward = 0;
        var paid = before.TimesPaid;
        for (var index = 0; index < terms.Length; index++)
        {
            var rule = environment.Rewards[index];
            var term = rule.Evaluate(new Transition(view.State, result, applied, arguments, step, before.TimesPaid[index]));
            terms[index] = term;
            if (term != 0)
            {
                reward += term;
                paid = ReferenceEquals(paid, before.TimesPaid) ? (int[])paid.Clone() : paid;
                paid[index]++;
            }
        }

        if (!double.IsFinite(reward))
        {
            throw new FoldFaultException($"The reward of operator '{applied.Name}' is not a finite number.");
        }

        var ended = result.EndReason ?? (step >= view.MaxSteps ? "max_steps" : null);
        var status = ended is null ? EpisodeStatus.Running : result.EndReason is not null ? EpisodeStatus.Terminated : EpisodeStatus.Truncated;
        return new Moment(
            new EpisodeView(result.State, status, step, view.MaxSteps, view.CumulativeReward + reward)
            {
                EndReason = ended,
                Seed = view.Seed,
                Scenario = view.Scenario,
                Task = view.Task,
                Label = view.Label,
            },
            paid);
    }
}
