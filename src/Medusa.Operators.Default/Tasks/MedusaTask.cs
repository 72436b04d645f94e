using System.Collections.Immutable;
using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// A task: pins its scenario, also beside another seed, and scores by the sum of the weights whose criterion holds. It counts as passed when every criterion holds.
/// </summary>
internal sealed class MedusaTask : ITask
{
    private static readonly string[] Excluded =
    [
        MedusaOptions.Scenario, MedusaOptions.FactRows, MedusaOptions.DimensionRows, MedusaOptions.MaxSteps, MedusaOptions.StaleThreshold,
    ];

    private readonly ImmutableArray<(Criterion Criterion, int Hundredths)> rubric;
    private readonly RecordShape shape;

    /// <param name="name">The task's name.</param>
    /// <param name="difficulty">easy, medium or hard.</param>
    /// <param name="seed">The seed taken where the caller gives none.</param>
    /// <param name="scenario">The scenario it pins.</param>
    /// <param name="description">What is to be done.</param>
    /// <param name="rubric">The criteria and their weights in hundredths, which add up to 100 exactly, as binary fractions would not.</param>
    public MedusaTask(string name, string difficulty, int seed, string scenario, string description, params ReadOnlySpan<(Criterion Criterion, int Hundredths)> rubric)
    {
        Name = name;
        Difficulty = difficulty;
        Seed = Abstractions.Seed.Of(seed);
        Options = Record.Of((MedusaOptions.Scenario, scenario));
        Description = description;
        this.rubric = [.. rubric];
        shape = new RecordShape([.. this.rubric.Select(entry => entry.Criterion.Name)]);
        Rubric = shape.With([.. this.rubric.Select(entry => (Value)(entry.Hundredths / 100.0))]);
    }

    public string Name { get; }

    public string Difficulty { get; }

    public string Description { get; }

    public Seed Seed { get; }

    public Record Options { get; }

    public IReadOnlyCollection<string> Excludes => Excluded;

    public double PassThreshold => 1.0;

    public Record Rubric { get; }

    public TaskScore Score(EpisodeView episode)
    {
        var earned = new Value[rubric.Length];
        var notes = ImmutableArray.CreateBuilder<string>();
        var hundredths = 0;
        for (var index = 0; index < earned.Length; index++)
        {
            var (criterion, weight) = rubric[index];
            var holds = criterion.Holds(episode);
            earned[index] = holds ? weight / 100.0 : 0.0;
            hundredths += holds ? weight : 0;
            if (!holds)
            {
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"{criterion.Name}: {criterion.Missing}"));
            }
        }

        var score = hundredths / 100.0;
        return new TaskScore(Name, score, score >= PassThreshold, shape.With(earned), notes.ToImmutable());
    }
}
