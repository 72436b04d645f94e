using System.Collections.Immutable;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// An environment: the composition of a scenario generator, operators, reward rules, grader checks, an observer, tasks and policies under a name and a
/// version. Behaviour changes, version changes: (name, version) decides which code may refold an episode.
/// </summary>
public sealed class EnvironmentDefinition
{
    /// <summary>The name in URLs and in the API, such as <c>medusa</c>: lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>The version of the behaviour, such as <c>1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The name for people, such as <c>MEDUSA</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What the environment is, in one or two sentences.</summary>
    public required string Description { get; init; }

    /// <summary>The tables and scalars of the state.</summary>
    public required StateSchema State { get; init; }

    /// <summary>Which seeds are taken.</summary>
    public SeedRule Seeds { get; init; } = SeedRule.Default;

    /// <summary>Makes the beginning of an episode.</summary>
    public required IScenarioGenerator Scenarios { get; init; }

    /// <summary>The action's shape on the wire.</summary>
    public required ActionDescriptor Action { get; init; }

    /// <summary>The operators, in the order in which actions are listed.</summary>
    public required ImmutableArray<IOperator> Operators { get; init; }

    /// <summary>The terms of the reward, in the order in which they are added.</summary>
    public required ImmutableArray<IRewardRule> Rewards { get; init; }

    /// <summary>The grader's checks, in order.</summary>
    public required ImmutableArray<IGraderCheck> Checks { get; init; }

    /// <summary>What the agent sees.</summary>
    public required IObserver Observer { get; init; }

    /// <summary>What each number of the observation's <c>features</c> means, in order; empty where the observation has no such list.</summary>
    public ImmutableArray<FeatureDescriptor> Features { get; init; } = [];

    /// <summary>The state's tables for people, in the order in which they are best read; empty, or some of the schema's.</summary>
    public ImmutableArray<TableDescriptor> Tables { get; init; } = [];

    /// <summary>Points out what is worth seeing in the tables; null for nothing.</summary>
    public IInspector? Inspector { get; init; }

    /// <summary>The tasks.</summary>
    public ImmutableArray<ITask> Tasks { get; init; } = [];

    /// <summary>The scripted policies.</summary>
    public ImmutableArray<IPolicy> Policies { get; init; } = [];

    /// <summary>The name of the policy that <c>/baseline</c> runs on each task; null for none.</summary>
    public string? BaselinePolicy { get; init; }

    /// <summary>What OpenEnv clients get for a step when the episode does not run.</summary>
    public StepsAfterEnd StepsAfterEnd { get; init; } = StepsAfterEnd.Error;

    /// <summary>The return of the shortest full solution of a scenario, for the grade's <c>max_return</c>; null where it is not known.</summary>
    public Func<Scenario, double?>? MaxReturn { get; init; }

    /// <summary>The score of an episode that has no task, in [0, 1]; null takes the share of checks passed, and 0 for an episode that no operator ended.</summary>
    public Func<EpisodeView, double>? ScoreWithoutTask { get; init; }

    /// <summary>The operator named <paramref name="name"/>, or null.</summary>
    /// <param name="name">An operator's name.</param>
    public IOperator? FindOperator(string name)
    {
        foreach (var candidate in Operators)
        {
            if (candidate.Name == name)
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The task named <paramref name="name"/>, or null.</summary>
    /// <param name="name">A task's name.</param>
    public ITask? FindTask(string name) => Tasks.FirstOrDefault(task => task.Name == name);

    /// <summary>The policy named <paramref name="name"/>, or null.</summary>
    /// <param name="name">A policy's name.</param>
    public IPolicy? FindPolicy(string name) => Policies.FirstOrDefault(policy => policy.Name == name);
}
