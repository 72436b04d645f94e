using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>EVOLVE_SCHEMA: registers the sources' drifted columns in Silver, NULL in the rows that are there already.</summary>
public sealed class EvolveSchemaOperator : IOperator
{
    /// <inheritdoc/>
    public string Name => MedusaActions.EvolveSchema;

    /// <inheritdoc/>
    public string Description => "Add new columns from A and B to Silver's schema.";

    /// <inheritdoc/>
    public OperatorResult Apply(in OperatorContext context)
    {
        var evolution = SchemaEvolution.Of(context.State);
        var edit = context.State.Edit();
        edit.Set(MedusaState.Silver, evolution.Silver);
        edit.Set(MedusaState.DidEvolveSchema, true);
        return new OperatorResult(edit.Build(), evolution.Message, evolution.Metrics);
    }
}
