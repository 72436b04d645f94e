using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>What the rules ask about a join.</summary>
internal static class Join
{
    /// <summary>Whether the step is a join.</summary>
    /// <param name="transition">The step.</param>
    public static bool IsOf(in Transition transition) => transition.Operator is ExecuteJoinLeft or ExecuteJoinInner or ExecuteJoinAnti;

    /// <summary>Whether the step is a join that gave no rows though A has keys.</summary>
    /// <param name="transition">The step.</param>
    public static bool IsEmpty(in Transition transition) =>
        IsOf(transition) && transition.After.Get(V0State.JoinRows) == 0 && KeySet.Of(transition.After[V0State.PreparedA]).NonNull > 0;

    /// <summary>Whether the step is a join that gave rows and did not explode.</summary>
    /// <param name="transition">The step.</param>
    public static bool IsSound(in Transition transition) =>
        IsOf(transition) && !transition.After.Get(V0State.Exploded) && transition.After.Get(V0State.JoinRows) > 0;
}
