using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>Which actions are joins, for rules that speak of joins.</summary>
internal static class JoinActions
{
    /// <summary>Whether the step was an inner or a left join: one that makes the joined table.</summary>
    public static bool IsPairing(IOperator applied) => applied.Name is MedusaActions.ExecuteJoinLeft or MedusaActions.ExecuteJoinInner;

    /// <summary>Whether the step was a left or an anti join: one that makes the quarantine.</summary>
    public static bool IsQuarantining(IOperator applied) => applied.Name is MedusaActions.ExecuteJoinLeft or MedusaActions.ExecuteJoinAnti;
}
