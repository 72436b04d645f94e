namespace Medusa.Episodes;

/// <summary>Folding a recorded step again gave something else than the record says.</summary>
/// <param name="step">The step; 0 for the beginning.</param>
internal sealed class ReplayDivergedException(int step) : Exception($"Folding step {step} again differs from the record.")
{
    /// <summary>The step; 0 for the beginning.</summary>
    public int Step { get; } = step;
}
