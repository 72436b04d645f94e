using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect.V0;

/// <summary>The terms of version 0.</summary>
internal static class V0Rules
{
    private const double StopShare = 0.05;
    private const double EarlyStop = -1.0;
    private const double EmptyBatch = -0.01;

    /// <summary>The terms of a batch, then those of a stop.</summary>
    public static ImmutableArray<IRewardRule> All { get; } = [.. BatchRules.All, new StopRule(), new EmptyBatchRule()];

    private sealed class StopRule : IRewardRule
    {
        public string Name => "stop";

        public string Description => "0.05 × the budget that is left where performance has reached the threshold; else −1.";

        public double Evaluate(in Transition transition)
        {
            if (transition.Result.EndReason != "stopped")
            {
                return 0;
            }

            var state = transition.After;
            return state.Get(DataSelectState.Performance) >= state.Get(DataSelectState.StopThreshold) ? StopShare * state.Get(DataSelectState.Remaining) : EarlyStop;
        }
    }

    private sealed class EmptyBatchRule : IRewardRule
    {
        public string Name => "empty_batch";

        public string Description => "−0.01 for a stop with batch size 0.";

        public double Evaluate(in Transition transition) => transition.Result.Metrics.Has(DataSelectMetrics.Error) ? EmptyBatch : 0;
    }
}
