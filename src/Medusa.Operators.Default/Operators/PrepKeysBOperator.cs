using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>PREP_KEYS_B: as PREP_KEYS_A for B. Where cleaning makes keys equal that were not, B has to be deduplicated again.</summary>
public sealed class PrepKeysBOperator : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.PrepKeysB;

    /// <inheritdoc/>
    public string Description => "Clean the join key of source B: strip blanks, turn blank and NULL-like text into NULL.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var state = context.State;
        var prepared = PreparedSource.Of(state[MedusaState.SourceB]);
        var edit = state.Edit();
        edit.Set(MedusaState.SourceB, prepared.Table);
        edit.Set(MedusaState.DidPrepB, true);
        edit.Set(MedusaState.DidDedupB, state.Get(MedusaState.DidDedupB) && !prepared.CreatesDuplicates);
        return new OperatorResult(edit.Build(), "PREP_KEYS_B: " + prepared.Summary, prepared.Metrics);
    }
}
