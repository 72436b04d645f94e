namespace Medusa.Operators.Default;

/// <summary>The name of a logical row: the code of its cleaned key (−1 for NULL, −2 for a key that a dictionary does not hold) and the ticks of its <c>created_at</c>.</summary>
internal readonly record struct LogicalId(int Key, long CreatedAt);
