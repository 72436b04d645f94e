namespace Medusa.Durability.Checking;

/// <summary>A promise that was not kept.</summary>
/// <param name="Promise">Which one, as <c>docs/promises.md</c> numbers them.</param>
/// <param name="What">What happened.</param>
public sealed record Violation(string Promise, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Promise}: {What}";
}
