using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>EXECUTE_JOIN_INNER: the inner join of the prepared sources on the key; see <see cref="JoinKind.Inner"/>.</summary>
internal sealed class ExecuteJoinInner : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.ExecuteJoinInner;

    /// <inheritdoc/>
    public string Description => "Joins A and B and keeps matched rows; unmatched rows of A go to quarantine.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context) => JoinOutcome.Apply(context.State, JoinOutcome.Inner);
}
