using Medusa.Operators.Abstractions;

namespace MyPlugin;

/// <summary>The goal: hand over a clean table that has lost nothing.</summary>
public sealed class CleaningTask : ITask
{
    /// <inheritdoc/>
    public string Name => "clean_readings";

    /// <inheritdoc/>
    public string Difficulty => "easy";

    /// <inheritdoc/>
    public string Description => "Drop the readings that are none, keep the others and finish.";

    /// <inheritdoc/>
    public Seed Seed => Seed.Of(0);

    /// <inheritdoc/>
    public Record Options => Record.Empty;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Excludes => [];

    /// <inheritdoc/>
    public double PassThreshold => 1;

    /// <inheritdoc/>
    public Record Rubric { get; } = Record.Of(("checks", 1.0));

    /// <inheritdoc/>
    public TaskScore Score(EpisodeView episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        var grade = GradeReport.Of(ReadingsEnvironment.Definition.Checks, episode.State);
        // Stopping without handing over earns nothing, however clean the table is.
        var score = episode.Status == EpisodeStatus.Terminated ? (double)grade.PassedCount / grade.Checks.Length : 0;
        return new TaskScore(Name, score, score >= PassThreshold, Record.Of(("checks", score)), [.. grade.Checks.Where(check => !check.Passed).Select(check => check.Reason!)]);
    }
}
