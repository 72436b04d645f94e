namespace Medusa.Operators.Abstractions;

/// <summary>What one of the state's tables is, for people.</summary>
/// <param name="Name">The table's name in the state's schema.</param>
/// <param name="Title">Its name for people, such as <c>Bronze A</c>.</param>
/// <param name="Description">What its rows are, in one sentence.</param>
public sealed record TableDescriptor(string Name, string Title, string Description);
