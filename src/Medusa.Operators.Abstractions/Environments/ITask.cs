namespace Medusa.Operators.Abstractions;

/// <summary>A named goal: how to reset for it and how an episode is scored. Pure; called concurrently.</summary>
public interface ITask
{
    /// <summary>The task's name, such as <c>clean_pipeline</c>. Unique within an environment.</summary>
    string Name { get; }

    /// <summary>How hard it is: <c>easy</c>, <c>medium</c> or <c>hard</c>.</summary>
    string Difficulty { get; }

    /// <summary>What is to be done, in one or two sentences.</summary>
    string Description { get; }

    /// <summary>When the task counts as passed, in words; null where the threshold says all.</summary>
    string? SuccessCriteria => null;

    /// <summary>The seed taken where the caller gives none.</summary>
    Seed Seed { get; }

    /// <summary>The reset options that the task pins. Options that are not named here may be given beside the task unless <see cref="Excludes"/> names them.</summary>
    Record Options { get; }

    /// <summary>The reset options that may not be given together with this task (<c>invalid_request</c>).</summary>
    IReadOnlyCollection<string> Excludes { get; }

    /// <summary>The score from which the task counts as passed, in [0, 1].</summary>
    double PassThreshold { get; }

    /// <summary>The criteria and their weights, as <c>/tasks</c> shows them.</summary>
    Record Rubric { get; }

    /// <summary>Scores an episode as it stands.</summary>
    /// <param name="episode">The episode; it may still run.</param>
    TaskScore Score(EpisodeView episode);
}
