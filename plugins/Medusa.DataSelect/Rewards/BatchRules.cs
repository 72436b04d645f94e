using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>The terms of the document's reward for a batch, common to both versions, in the order in which they are added.</summary>
internal static class BatchRules
{
    private const double RowCost = 0.01;
    private const double RedundancyCost = 0.3;
    private const double NoiseSlope = 2.0;
    private const double Offset = 0.15;

    /// <summary>A term of a step that trained on a batch.</summary>
    /// <param name="step">The step.</param>
    public delegate double Term(in Transition step);

    /// <summary>All terms.</summary>
    public static ImmutableArray<IRewardRule> All { get; } =
    [
        new BatchRule("gain", "5 × the gain of performance + 0.05 × the batch's mean distance to the centroid, less where it is redundant or performance is high.",
            static (in step) => step.Result.Metrics[DataSelectMetrics.Gain].AsNumber),
        new BatchRule("batch_cost", "−0.01 for each sample bought.",
            static (in step) => -RowCost * (step.Before.Get(DataSelectState.Remaining) - step.After.Get(DataSelectState.Remaining))),
        new BatchRule("redundancy", "−0.3 × the batch's redundancy.",
            static (in step) => -RedundancyCost * step.Result.Metrics[DataSelectMetrics.Redundancy].AsNumber),
        new BatchRule("noise", "−(1 + 2·flip_y) × the batch's share of noisy samples.",
            static (in step) => -(1.0 + (NoiseSlope * step.After.Get(DataSelectState.FlipShare))) * step.Result.Metrics[DataSelectMetrics.NoiseRatio].AsNumber),
        new BatchRule("offset", "+0.15 for every batch.", static (in _) => Offset),
    ];

    private sealed class BatchRule(string name, string description, Term term) : IRewardRule
    {
        public string Name => name;

        public string Description => description;

        public double Evaluate(in Transition transition) =>
            transition.Result.Metrics.Has(DataSelectMetrics.Gain) && transition.After.Get(DataSelectState.RewardMode) != DataSelectOptions.Score ? term(in transition) : 0;
    }
}
