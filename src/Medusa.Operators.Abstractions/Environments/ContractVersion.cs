namespace Medusa.Operators.Abstractions;

/// <summary>The version of this contract. Members are only added within a major version.</summary>
public static class ContractVersion
{
    /// <summary>The version that plugins name in their manifest's contract range.</summary>
    public static Version Current { get; } = new(1, 2, 0);
}
