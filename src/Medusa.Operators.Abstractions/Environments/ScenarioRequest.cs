namespace Medusa.Operators.Abstractions;

/// <summary>What a scenario is generated from. Equal requests give equal scenarios.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Options">The environment's reset options after validation: every field of the descriptor, defaults filled in.</param>
/// <param name="WasSeedGiven">Whether the caller named the seed; false where the host drew it.</param>
public sealed record ScenarioRequest(Seed Seed, Record Options, bool WasSeedGiven);
