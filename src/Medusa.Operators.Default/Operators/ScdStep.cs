using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>What both SCD applies do alike: load the joined table and say what was written.</summary>
internal static class ScdStep
{
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

        var report = load.ReportOf(keepHistory ? 2 : 1);
        return new OperatorResult(edit.Build(), report.Message, report.Metrics);
    }
}
