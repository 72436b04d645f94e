using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>EVOLVE_SCHEMA: registers the sources' drifted columns in Silver, NULL in the rows that are there already.</summary>
public sealed class EvolveSchemaOperator : IOperator
{
    private static readonly RecordShape Metrics = new("cols_added", "new_cols_count", "silver_col_count");

    /// <inheritdoc/>
    public string Name => MedusaActions.EvolveSchema;

    /// <inheritdoc/>
    public string Description => "Add new columns from A and B to Silver's schema.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var state = context.State;
        var (silver, a, b) = (state[MedusaState.Silver], state[MedusaState.BronzeA], state[MedusaState.BronzeB]);
        string[] added = [.. SilverSchema.Pending(silver, a), .. SilverSchema.Pending(silver, b)];
        var evolved = SilverSchema.Register(SilverSchema.Register(silver, a), b);
        var edit = state.Edit();
        edit.Set(MedusaState.Silver, evolved);
        edit.Set(MedusaState.DidEvolveSchema, true);
        return new OperatorResult(
            edit.Build(),
            string.Create(CultureInfo.InvariantCulture, $"EVOLVE_SCHEMA: added {added.Length} column(s)."),
            Metrics.With(Value.List(added), added.Length, evolved.ColumnCount));
    }
}
