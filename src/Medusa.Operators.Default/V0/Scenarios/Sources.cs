using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>The two Bronze tables of a scenario and what is known of them.</summary>
/// <param name="A">The facts.</param>
/// <param name="B">The dimension.</param>
/// <param name="AgeA">Age of A in hours.</param>
/// <param name="AgeB">Age of B in hours.</param>
/// <param name="Description">The scenario in one sentence.</param>
internal sealed record Sources(Table A, Table B, double AgeA, double AgeB, string Description)
{
    /// <summary>The age in hours over which a source is stale.</summary>
    public const double StaleAge = 6.0;

    /// <summary>Whether A is stale.</summary>
    public bool IsStaleA => AgeA > StaleAge;

    /// <summary>Whether B is stale.</summary>
    public bool IsStaleB => AgeB > StaleAge;
}
