using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The seven tables for people, common to both versions.</summary>
public static class MedusaTables
{
    /// <summary>The tables, sources before results.</summary>
    public static ImmutableArray<TableDescriptor> All { get; } =
    [
        new("bronze_a", "Bronze A", "The facts as they arrived; never changed."),
        new("bronze_b", "Bronze B", "The dimension as it arrived; never changed."),
        new("bronze_a_prepped", "Source A", "The facts as they are now: their keys cleaned once PREP_KEYS_A ran."),
        new("bronze_b_prepped", "Source B", "The dimension as it is now: cleaned by PREP_KEYS_B, made unique by DEDUPLICATE_B."),
        new("joined", "Joined", "What the last join gave: A's columns, then B's without the key."),
        new("silver", "Silver", "The integrated table that the grader audits."),
        new("quarantine", "Quarantine", "The rows of A that found no partner."),
    ];
}
