namespace Medusa.Gateway;

/// <summary>What an owner may use, and the keys that say so. One object, so that it is replaced at once.</summary>
/// <param name="Source">The keys.</param>
/// <param name="Allowance">What the owner may use.</param>
internal sealed record Terms(KeySet? Source, Allowance Allowance);
