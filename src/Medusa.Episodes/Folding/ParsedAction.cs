using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>An action after validation.</summary>
/// <param name="Operator">What it applies.</param>
/// <param name="Arguments">With which arguments.</param>
/// <param name="Canonical">The action in canonical JSON: equal actions have equal bytes.</param>
internal sealed record ParsedAction(IOperator Operator, Record Arguments, ReadOnlyMemory<byte> Canonical);
