using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>PREP_KEYS_B: strips B's keys and turns spellings of "missing" into NULL; called again, turns NULL into text.</summary>
internal sealed class PrepKeysB : IOperator
{
    private static readonly Derivation<Table, PreparedSource> First = new(table => new PreparedSource(MedusaActions.PrepKeysB, table, wasPrepared: false));
    private static readonly Derivation<Table, PreparedSource> Again = new(table => new PreparedSource(MedusaActions.PrepKeysB, table, wasPrepared: true));

    /// <inheritdoc/>
    public string Name => MedusaActions.PrepKeysB;

    /// <inheritdoc/>
    public string Description => "Casts, strips and null-fills the join key of source B.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var state = context.State;
        var prepared = state[V0State.PreparedB].Derive(state.Get(V0State.DidPrepB) ? Again : First);
        var edit = state.Edit();
        edit.Set(V0State.PreparedB, prepared.Table);
        edit.Set(V0State.DidPrepB, true);
        edit.Set(V0State.NullRatioB, prepared.NullRatio);
        return new OperatorResult(edit.Build(), prepared.Message, prepared.Metrics);
    }
}
