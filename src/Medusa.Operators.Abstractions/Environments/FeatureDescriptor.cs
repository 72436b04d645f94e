namespace Medusa.Operators.Abstractions;

/// <summary>What one number of an observation's <c>features</c> means.</summary>
/// <param name="Name">The feature's name, such as <c>match_rate</c>. Unique within an environment.</param>
/// <param name="Description">What it measures, in one sentence; without a remark on its range it lies in [0, 1].</param>
public sealed record FeatureDescriptor(string Name, string Description);
