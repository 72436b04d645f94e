namespace Medusa.Operators.Default.V0;

/// <summary>One line of a rubric.</summary>
/// <param name="Name">The criterion's name.</param>
/// <param name="Weight">What it earns where it holds.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Note">What to say where it does not; null says nothing.</param>
internal sealed record Criterion(string Name, double Weight, Func<Standing, bool> Holds, Func<Standing, string>? Note);
