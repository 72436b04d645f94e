namespace Medusa.Client;

/// <summary>What became of one entry of a batch: a result or an error, never both.</summary>
/// <param name="EpisodeId">The episode; null where a start was refused before it had an id.</param>
public sealed record BatchResult(string? EpisodeId)
{
    /// <summary>The step result; null where the entry was refused.</summary>
    public StepResult? Result { get; init; }

    /// <summary>Why the entry was refused; null where it was not. <see cref="MedusaProblem.Status"/> 503 and 429 changed nothing: send the entry again.</summary>
    public MedusaProblem? Error { get; init; }

    /// <summary>Whether the result was recorded before and is given again.</summary>
    public bool Replayed { get; init; }

    /// <summary>The step result.</summary>
    /// <exception cref="MedusaProblemException">The entry was refused.</exception>
    public StepResult Require() => Result ?? throw new MedusaProblemException(Error ?? MedusaProblem.InvalidAnswer("The entry has neither a result nor an error."));
}
