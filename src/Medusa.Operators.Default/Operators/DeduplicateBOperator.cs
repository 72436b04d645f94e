using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>DEDUPLICATE_B: keeps the last row of each key of B and drops the rows without a key.</summary>
public sealed class DeduplicateBOperator : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.DeduplicateB;

    /// <inheritdoc/>
    public string Description => "Make source B unique on the join key: the last row of each key stays.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var unique = UniqueSource.Of(context.State[MedusaState.SourceB]);
        var edit = context.State.Edit();
        edit.Set(MedusaState.SourceB, unique.Table);
        edit.Set(MedusaState.DidDedupB, true);
        return new OperatorResult(edit.Build(), unique.Message, unique.Metrics);
    }
}
