using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>What a plugin registered, in the order in which it did.</summary>
public sealed record PluginParts
{
    /// <summary>Whole environments.</summary>
    public ImmutableArray<EnvironmentDefinition> Environments { get; init; } = [];

    /// <summary>Operators for environment files.</summary>
    public ImmutableArray<IOperator> Operators { get; init; } = [];

    /// <summary>Reward rules for environment files.</summary>
    public ImmutableArray<IRewardRule> Rewards { get; init; } = [];

    /// <summary>Reward rules with parameters for environment files.</summary>
    public ImmutableArray<RewardRuleTemplate> RewardTemplates { get; init; } = [];

    /// <summary>Grader checks for environment files.</summary>
    public ImmutableArray<IGraderCheck> Checks { get; init; } = [];

    /// <summary>Tasks for environment files.</summary>
    public ImmutableArray<ITask> Tasks { get; init; } = [];

    /// <summary>Scripted policies for environment files.</summary>
    public ImmutableArray<IPolicy> Policies { get; init; } = [];
}
