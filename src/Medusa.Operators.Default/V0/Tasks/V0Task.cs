using System.Collections.Immutable;
using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// A task: a seed and a weighted rubric. The score is the sum of the weights whose criterion holds, clipped to [0.1, 0.95] and rounded to four digits.
/// </summary>
internal sealed class V0Task : ITask
{
    private const double LeastScore = 0.1;
    private const double GreatestScore = 0.95;

    private static readonly string[] ReportedFirst = ["committed", "no_explosion", "grader_pass"];

    private readonly ImmutableArray<Criterion> criteria;
    private readonly RecordShape breakdown;
    private readonly double[] sums;
    private readonly double[] scores;

    /// <summary>A task.</summary>
    /// <param name="name">The task's name.</param>
    /// <param name="difficulty"><c>easy</c>, <c>medium</c> or <c>hard</c>.</param>
    /// <param name="seed">The seed whose scenario the task is made for.</param>
    /// <param name="description">What is to be done.</param>
    /// <param name="rubric">The criteria in the rubric's order.</param>
    public V0Task(string name, string difficulty, int seed, string description, params ReadOnlySpan<Criterion> rubric)
    {
        Name = name;
        Difficulty = difficulty;
        Description = description;
        Seed = Abstractions.Seed.Of(seed);
        ImmutableArray<Criterion> all = [.. rubric];
        Rubric = Record.Of([.. all.Select(criterion => (criterion.Name, (Value)criterion.Weight))]);
        criteria =
        [
            .. ReportedFirst.SelectMany(first => all.Where(criterion => criterion.Name == first)),
            .. all.Where(criterion => !ReportedFirst.Contains(criterion.Name)),
        ];
        breakdown = new RecordShape([.. criteria.Select(criterion => criterion.Name)]);
        sums = [.. Enumerable.Range(0, 1 << criteria.Length).Select(Sum)];
        scores = [.. sums.Select(sum => PythonFormat.Round(sum, 4))];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Difficulty { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public Seed Seed { get; }

    /// <inheritdoc/>
    public Record Options => Record.Empty;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Excludes => [];

    /// <summary>0.1, the least score there is: every ended episode passes, as in the original's recordings.</summary>
    public double PassThreshold => LeastScore;

    /// <inheritdoc/>
    public Record Rubric { get; }

    /// <summary>The score of an ended episode.</summary>
    /// <param name="standing">The episode.</param>
    public double ScoreOf(Standing standing) => scores[Held(standing)];

    /// <inheritdoc/>
    public TaskScore Score(EpisodeView episode)
    {
        if (episode.Status is not (EpisodeStatus.Terminated or EpisodeStatus.Truncated))
        {
            return new TaskScore(Name, 0, false, Record.Empty, ["The episode has not ended."]) { Grade = "F" };
        }

        var standing = new Standing(episode.State, episode.Status == EpisodeStatus.Terminated, episode.Step);
        var held = Held(standing);
        var earned = new Value[criteria.Length];
        var notes = ImmutableArray.CreateBuilder<string>();
        for (var index = 0; index < earned.Length; index++)
        {
            var holds = (held & (1 << index)) != 0;
            earned[index] = holds ? criteria[index].Weight : 0.0;
            if (!holds && criteria[index].Note is { } note)
            {
                notes.Add(note(standing));
            }
        }

        return new TaskScore(Name, scores[held], sums[held] >= PassThreshold, breakdown.With(earned), notes.ToImmutable()) { Grade = Letter(sums[held]) };
    }

    private static string Letter(double score) => score switch
    {
        >= 0.90 => "S",
        >= 0.75 => "A",
        >= 0.55 => "B",
        >= 0.35 => "C",
        _ => "F",
    };

    private int Held(Standing standing)
    {
        var held = 0;
        for (var index = 0; index < criteria.Length; index++)
        {
            held |= criteria[index].Holds(standing) ? 1 << index : 0;
        }

        return held;
    }

    private double Sum(int held)
    {
        var sum = 0.0;
        for (var index = 0; index < criteria.Length; index++)
        {
            sum += (held & (1 << index)) != 0 ? criteria[index].Weight : 0.0;
        }

        return Math.Clamp(sum, LeastScore, GreatestScore);
    }
}
