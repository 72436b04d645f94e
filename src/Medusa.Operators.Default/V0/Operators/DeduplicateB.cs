using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>DEDUPLICATE_B: keeps the last row of each key of B, all NULL keys being one key.</summary>
internal sealed class DeduplicateB : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.DeduplicateB;

    /// <inheritdoc/>
    public string Description => "Makes source B unique on the join key.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var deduplicated = DeduplicatedSource.Of(context.State[V0State.PreparedB]);
        var edit = context.State.Edit();
        edit.Set(V0State.PreparedB, deduplicated.Table);
        edit.Set(V0State.DidDeduplicateB, true);
        edit.Set(V0State.UniquenessB, deduplicated.Uniqueness);
        return new OperatorResult(edit.Build(), deduplicated.Message, deduplicated.Metrics);
    }
}
