using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>PREP_KEYS_A: strips A's keys and turns blank and NULL-like ones into NULL. Doing it twice changes nothing.</summary>
public sealed class PrepKeysAOperator : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.PrepKeysA;

    /// <inheritdoc/>
    public string Description => "Clean the join key of source A: strip blanks, turn blank and NULL-like text into NULL.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var prepared = PreparedSource.Of(context.State[MedusaState.SourceA]);
        var edit = context.State.Edit();
        edit.Set(MedusaState.SourceA, prepared.Table);
        edit.Set(MedusaState.DidPrepA, true);
        return new OperatorResult(edit.Build(), "PREP_KEYS_A: " + prepared.Summary, prepared.Metrics);
    }
}
