using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

/// <summary>Scenarios made by hand: the keys of both sources row by row, null for NULL.</summary>
internal static class Sources
{
    public static Scenario Scenario(string?[] keysA, string?[] keysB, bool stale = false, bool drift = false, int maxSteps = 20)
    {
        var a = Table.Of(
            (MedusaColumns.Key, TextColumn.Of(keysA)),
            (MedusaColumns.FactValue, new Column<double>([.. keysA.Select((_, row) => (double)row)])),
            (MedusaColumns.FactCategory, TextColumn.Of([.. keysA.Select(_ => "A")])),
            (MedusaColumns.CreatedAt, new Column<DateTime>([.. keysA.Select((_, row) => OperatorContext.Epoch.AddHours(row))])));
        var b = Table.Of(
            (MedusaColumns.Key, TextColumn.Of(keysB)),
            (MedusaColumns.DimName, TextColumn.Of([.. keysB.Select(key => "Name_" + key)])),
            (MedusaColumns.DimStatus, TextColumn.Of([.. keysB.Select((_, row) => "s" + row)])));
        if (drift)
        {
            a = a.With("new_metric_a1", new Column<double>([.. keysA.Select((_, row) => row + 0.5)]));
            b = b.With("new_attr_b1", new Column<double>([.. keysB.Select((_, row) => row + 0.25)]));
        }

        var edit = MedusaState.Schema.Initial.Edit();
        edit.Set(MedusaState.BronzeA, a);
        edit.Set(MedusaState.SourceA, a);
        edit.Set(MedusaState.BronzeB, b);
        edit.Set(MedusaState.SourceB, b);
        edit.Set(MedusaState.Silver, SilverSchema.Begin());
        edit.Set(MedusaState.TimeDeltaA, stale ? 10 : 1);
        edit.Set(MedusaState.TimeDeltaB, 1);
        edit.Set(MedusaState.IsStaleA, stale);
        return new Scenario("made", edit.Build(), "", Record.Empty, maxSteps);
    }

    public static EpisodeRun Run(string?[] keysA, string?[] keysB, bool stale = false, bool drift = false, int maxSteps = 20) =>
        new(Scenario(keysA, keysB, stale, drift, maxSteps));
}
