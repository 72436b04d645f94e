using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// APPLY_SCD_2: the first load makes the joined table, with history columns, Silver. Later, joined rows are compared with the current versions of their
/// keys: see <see cref="VersionMerge"/>. An empty joined table changes nothing. Times are the episode's logical ones.
/// </summary>
internal sealed class ApplyScd2 : IOperator
{
    private static readonly Derivation<Table, FirstLoads> Loads = new(joined => new FirstLoads(joined));

    /// <inheritdoc/>
    public string Name => MedusaActions.ApplyScd2;

    /// <inheritdoc/>
    public string Description => "Closes Silver's changed records and inserts new versions with timestamps (SCD type 2).";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var state = context.State;
        var silver = state[V0State.Silver];
        var joined = state[V0State.Joined];
        if (joined.RowCount == 0)
        {
            return new ScdOutcome(2, silver, 0, 0).On(state);
        }

        return silver.RowCount == 0
            ? joined.Derive(Loads).At(context.Step).On(state)
            : VersionMerge.Of(silver, joined, context.LogicalTime).On(state);
    }
}
