using Medusa.Episodes;

namespace Medusa.Operators.TestKit;

/// <summary>An episode folds again to the same digests, and goes on from any of its moments.</summary>
internal sealed class ReplayRule : IConformanceRule
{
    public string Id => "replay";

    public string Title => "Folding the recorded actions again gives the same digest at every step, also from a moment in the middle.";

    public string? Check(Subject subject)
    {
        foreach (var seed in subject.Seeds)
        {
            var steps = subject.Play(seed).ToArray();
            var moment = subject.Start(seed);
            for (var index = 0; index < steps.Length; index++)
            {
                moment = EpisodeFold.Advance(subject.Definition, moment, steps[index].Operator, steps[index].Arguments);
                if (Subject.Hex(moment.View.State) != Subject.Hex(steps[index].After.View.State))
                {
                    return $"Folding seed {seed} again differs at step {index + 1} ({steps[index].Operator.Name}): something beside state and arguments decides.";
                }

                var fork = EpisodeFold.Advance(subject.Definition, steps[index].Before, steps[index].Operator, steps[index].Arguments);
                if (Subject.Hex(fork.View.State) != Subject.Hex(moment.View.State))
                {
                    return $"A fork of seed {seed} before step {index + 1} ({steps[index].Operator.Name}) differs: a later step changed what an earlier state shares with it.";
                }
            }
        }

        return null;
    }
}
