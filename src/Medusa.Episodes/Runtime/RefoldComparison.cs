using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Compares a refold with the record, step by step.</summary>
internal sealed class RefoldComparison
{
    /// <summary>The first step that is not as recorded; null where all are so far.</summary>
    public int? DivergedAt { get; private set; }

    /// <summary>Compares the beginning.</summary>
    public void Start(Moment moment, EpisodeStarted origin)
    {
        if (new StateDigest(moment.View.State.Digest) != origin.StateDigest)
        {
            DivergedAt = 0;
        }
    }

    /// <summary>Compares a step.</summary>
    /// <returns>Whether it is as recorded.</returns>
    public bool Compare(EpisodeView view, StepTaken step)
    {
        var holds = view.Step == step.Index
            && view.Status == step.Status
            && view.CumulativeReward.Equals(step.CumulativeReward)
            && new StateDigest(view.State.Digest) == step.StateDigest;
        if (!holds)
        {
            Diverge(step.Index);
        }

        return holds;
    }

    /// <summary>Notes where the refold differs.</summary>
    public void Diverge(int step) => DivergedAt = step;
}
