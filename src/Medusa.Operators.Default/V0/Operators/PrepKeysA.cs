using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>PREP_KEYS_A: strips A's keys and turns spellings of "missing" into NULL; called again, turns NULL into text.</summary>
internal sealed class PrepKeysA : IOperator
{
    private static readonly Derivation<Table, PreparedSource> First = new(table => new PreparedSource(MedusaActions.PrepKeysA, table, wasPrepared: false));
    private static readonly Derivation<Table, PreparedSource> Again = new(table => new PreparedSource(MedusaActions.PrepKeysA, table, wasPrepared: true));

    /// <inheritdoc/>
    public string Name => MedusaActions.PrepKeysA;

    /// <inheritdoc/>
    public string Description => "Casts, strips and null-fills the join key of source A.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var state = context.State;
        var prepared = state[V0State.PreparedA].Derive(state.Get(V0State.DidPrepA) ? Again : First);
        var edit = state.Edit();
        edit.Set(V0State.PreparedA, prepared.Table);
        edit.Set(V0State.DidPrepA, true);
        edit.Set(V0State.NullRatioA, prepared.NullRatio);
        return new OperatorResult(edit.Build(), prepared.Message, prepared.Metrics);
    }
}
