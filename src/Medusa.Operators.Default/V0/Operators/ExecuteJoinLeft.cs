using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>EXECUTE_JOIN_LEFT: the left join of the prepared sources on the key; see <see cref="JoinKind.Left"/>.</summary>
internal sealed class ExecuteJoinLeft : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.ExecuteJoinLeft;

    /// <inheritdoc/>
    public string Description => "Joins A and B and keeps every row of A; the keys of unmatched rows go to quarantine.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context) => JoinOutcome.Apply(context.State, JoinOutcome.Left);
}
