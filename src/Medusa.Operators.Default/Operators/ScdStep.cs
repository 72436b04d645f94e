using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>What both SCD applies do alike: load the joined table and say what was written.</summary>
internal static class ScdStep
{
    private static readonly RecordShape Metrics = new("scd_type", "inserts", "updates", "silver_rows");

    public static OperatorResult Apply(in OperatorContext context, bool keepHistory)
    {
        var state = context.State;
        var load = SilverLoad.Of(state[MedusaState.Silver], state[MedusaState.Joined], keepHistory, context.LogicalTime);
        var edit = state.Edit();
        edit.Set(MedusaState.Silver, load.Silver);
        edit.Set(MedusaState.ScdType, keepHistory ? "SCD-2" : "SCD-1");
        edit.Set(MedusaState.ScdInserts, load.Inserts);
        edit.Set(MedusaState.ScdUpdates, load.Updates);
        if (load.Inserts + load.Updates > 0)
        {
            edit.Set(keepHistory ? MedusaState.WroteScd2 : MedusaState.WroteScd1, true);
        }

        var type = keepHistory ? 2 : 1;
        var rows = load.Silver.RowCount;
        return new OperatorResult(
            edit.Build(),
            string.Create(CultureInfo.InvariantCulture, $"APPLY_SCD-{type}: {load.Inserts} inserts, {load.Updates} updates → Silver {rows} rows."),
            Metrics.With(type, load.Inserts, load.Updates, rows));
    }
}
