using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Compares a refold with the record, step by step.</summary>
/// <param name="everyDigest">Whether every digest is compared, or only that of the last step.</param>
/// <param name="history">The record.</param>
internal sealed class RefoldComparison(bool everyDigest, EpisodeHistory history)
{
    private readonly int last = history.Head.Step;

    /// <summary>The first step that is not as recorded; null where all are so far.</summary>
    public int? DivergedAt { get; private set; }

    /// <summary>Compares the beginning.</summary>
    public void Start(Moment moment, EpisodeStarted origin)
    {
        if ((everyDigest || last == 0) && new StateDigest(moment.View.State.Digest) != origin.StateDigest)
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
            && ((!everyDigest && step.Index != last) || new StateDigest(view.State.Digest) == step.StateDigest);
        if (!holds)
        {
            Diverge(step.Index);
        }

        return holds;
    }

    /// <summary>Notes where the refold differs.</summary>
    public void Diverge(int step) => DivergedAt = step;
}
