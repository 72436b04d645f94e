using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>A task: a difficulty at seed 42 and its grade.</summary>
/// <param name="name">easy, medium or hard.</param>
/// <param name="description">What is to be done.</param>
/// <param name="success">When it counts as passed, in words.</param>
/// <param name="passThreshold">The score that an episode reaches which just passes.</param>
/// <param name="rubric">What the score is made of.</param>
/// <param name="excludes">The reset options that the difficulty decides.</param>
/// <param name="grade">The grade of a state.</param>
internal sealed class DataSelectTask(
    string name, string description, string success, double passThreshold, Record rubric, IReadOnlyCollection<string> excludes, Func<EpisodeState, Verdict> grade) : ITask
{
    private const int UsualSeed = 42;

    public string Name => name;

    public string Difficulty => name;

    public string Description => description;

    public string SuccessCriteria => success;

    public Seed Seed { get; } = Seed.Of(UsualSeed);

    public Record Options { get; } = Record.Of(("difficulty", name));

    public IReadOnlyCollection<string> Excludes => excludes;

    public double PassThreshold => passThreshold;

    public Record Rubric => rubric;

    public TaskScore Score(EpisodeView episode)
    {
        var verdict = grade(episode.State);
        return new TaskScore(name, verdict.Score, verdict.Passed, verdict.Breakdown, verdict.Passed ? [] : [success])
        {
            Measurements = Record.Of(("final_performance", Rounding.ToFourDigits(episode.State.Get(DataSelectState.Performance)))),
        };
    }
}
