namespace Medusa.Operators.Abstractions;

/// <summary>What an operator did.</summary>
/// <param name="State">The state after the step.</param>
/// <param name="Message">What happened, for the observation.</param>
/// <param name="Metrics">Measurements, for the observation and the log.</param>
public readonly record struct OperatorResult(EpisodeState State, string Message, Record Metrics)
{
    /// <summary>Why the episode ends with this step (terminated), such as <c>committed</c>; null where it goes on.</summary>
    public string? EndReason { get; init; }

    /// <summary>The grader's verdict, from operators that audit; reward rules read it.</summary>
    public GradeReport? Grade { get; init; }
}
