using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>EXECUTE_JOIN_ANTI: the anti join of the prepared sources on the key; see <see cref="JoinKind.Anti"/>.</summary>
internal sealed class ExecuteJoinAnti : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.ExecuteJoinAnti;

    /// <inheritdoc/>
    public string Description => "Takes the rows of A without a match in B out, into quarantine.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context) => JoinOutcome.Apply(context.State, JoinOutcome.Anti);
}
