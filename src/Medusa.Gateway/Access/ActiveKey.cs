namespace Medusa.Gateway;

/// <summary>A key that is good.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Caller">Who calls with it.</param>
/// <param name="Limits">What it may use; null for the defaults.</param>
internal sealed record ActiveKey(KeyHash Hash, Caller Caller, KeyLimits? Limits);
