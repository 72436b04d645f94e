using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>Pays the score at the episode's end, where the reset option <c>reward</c> is <c>score</c> or <c>both</c>.</summary>
internal sealed class ScoreRule : IRewardRule
{
    public string Name => "score";

    public string Description => "The score at the end, with the option reward = score or both.";

    public double Evaluate(in Transition transition)
    {
        var state = transition.After;
        var isLast = transition.Result.EndReason is not null || transition.Step >= state.Get(DataSelectState.MaxBatches);
        return isLast && state.Get(DataSelectState.RewardMode) != DataSelectOptions.Shaped ? DataSelectTasks.Grade(state.Get(DataSelectState.Difficulty), state).Score : 0;
    }
}
