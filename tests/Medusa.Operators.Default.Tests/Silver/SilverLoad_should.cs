using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

public sealed class SilverLoad_should
{
    private static readonly string[] JoinAndLoad1 = ["EXECUTE_JOIN_LEFT", "APPLY_SCD_1"];
    private static readonly string[] JoinAndLoad2 = ["EXECUTE_JOIN_LEFT", "APPLY_SCD_2"];

    [Theory]
    [InlineData("APPLY_SCD_1")]
    [InlineData("APPLY_SCD_2")]
    public void Write_nothing_of_an_empty_joined_table(string action)
    {
        var run = Sources.Run([" a"], ["a"]).Take("EXECUTE_JOIN_LEFT");
        var before = run.Table(MedusaState.Silver);
        Assert.Same(before, run.Take(action).Table(MedusaState.Silver));
        Assert.False(run.State.Get(MedusaState.WroteScd1) || run.State.Get(MedusaState.WroteScd2));
        Assert.DoesNotContain("correct_scd2", run.LastTerms.Keys);
    }

    [Theory]
    [InlineData("APPLY_SCD_1")]
    [InlineData("APPLY_SCD_2")]
    public void Write_registered_columns_only(string action)
    {
        var silver = Sources.Run(["a"], ["a"], drift: true).Take("EXECUTE_JOIN_LEFT", action).Table(MedusaState.Silver);
        Assert.DoesNotContain("new_metric_a1", silver.ColumnNames);
        Assert.Equal(1, silver.RowCount);
    }

    [Fact]
    public void Upsert_by_logical_row_with_scd_1()
    {
        var run = Sources.Run(["a", " b", "c"], ["a", "b", "c", "c"]).Take(JoinAndLoad1);
        Assert.Equal(3, run.Table(MedusaState.Silver).RowCount);
        run.Take("PREP_KEYS_A", "DEDUPLICATE_B").Take(JoinAndLoad1);
        Assert.Equal(["a", "c", "b"], Oracle.KeyList(run.Table(MedusaState.Silver)));
        Assert.Equal(("s0", "s3"), (Status(run, 0), Status(run, 1)));
        Assert.Equal((1L, 2L), (run.Metrics["inserts"].AsInteger, run.Metrics["updates"].AsInteger));
    }

    [Fact]
    public void Change_nothing_when_nothing_differs()
    {
        foreach (var load in new[] { JoinAndLoad1, JoinAndLoad2 })
        {
            var run = Sources.Run(["a", "b"], ["a", "b"]).Take(load);
            var before = run.Table(MedusaState.Silver);
            run.Take(load);
            Assert.Same(before, run.Table(MedusaState.Silver));
            Assert.Equal((0L, 0L), (run.Metrics["inserts"].AsInteger, run.Metrics["updates"].AsInteger));
        }
    }

    [Fact]
    public void Close_a_version_and_open_the_next_when_a_value_differs()
    {
        // Unpadded rows of A find B's last "b" only once B is deduplicated; before, they find both.
        var run = Sources.Run(["a", "b"], ["a", "b", "b"]).Take(JoinAndLoad2).Take("DEDUPLICATE_B").Take(JoinAndLoad2);
        var silver = run.Table(MedusaState.Silver);
        Assert.Equal(4, silver.RowCount);
        Assert.Equal(["a", "b"], Enumerable.Range(0, 4).Where(row => IsCurrent(silver, row)).Select(row => Oracle.KeyList(silver)[row]));
        var end = (Column<DateTime>)silver[MedusaColumns.ValidTo];
        Assert.True(end.IsNull(0) && end.IsNull(3));
        Assert.Equal((OperatorContext.Epoch.AddHours(5), OperatorContext.Epoch.AddHours(5)), (end[1], From(silver, 3)));
        Assert.Equal(OperatorContext.Epoch.AddHours(2), From(silver, 0));
    }

    [Fact]
    public void Open_new_versions_when_a_newly_registered_column_gains_values()
    {
        var run = Sources.Run(["a"], ["a"], drift: true).Take(JoinAndLoad2).Take("EVOLVE_SCHEMA", "APPLY_SCD_2", "COMMIT");
        var silver = run.Table(MedusaState.Silver);
        Assert.Equal(2, silver.RowCount);
        Assert.True(silver["new_metric_a1"].IsNull(0));
        Assert.Equal(0.5, ((Column<double>)silver["new_metric_a1"])[1]);
        Assert.True(run.Passed);
    }

    [Fact]
    public void Know_a_row_again_after_its_key_was_cleaned()
    {
        var run = Sources.Run([" a"], [" a"]).Take(JoinAndLoad1).Take("PREP_KEYS_A", "PREP_KEYS_B").Take(JoinAndLoad1).Take("COMMIT");
        Assert.Equal(["a"], Oracle.KeyList(run.Table(MedusaState.Silver)));
        Assert.True(run.Passed);
    }

    [Fact]
    public void Date_back_rows_of_scd_1_by_30_days_when_history_begins()
    {
        var silver = Sources.Run(["a", " b"], ["a", "b"]).Take(JoinAndLoad1).Take("PREP_KEYS_A").Take(JoinAndLoad2).Table(MedusaState.Silver);
        Assert.Equal(OperatorContext.Epoch.AddHours(5).AddDays(-30), From(silver, 0));
        Assert.Equal(OperatorContext.Epoch.AddHours(5), From(silver, 1));
    }

    [Fact]
    public void Overwrite_in_place_with_scd_1_where_history_is_kept()
    {
        var run = Sources.Run(["a", " b"], ["a", "b"], drift: true).Take(JoinAndLoad2).Take("EVOLVE_SCHEMA", "PREP_KEYS_A").Take(JoinAndLoad1);
        var silver = run.Table(MedusaState.Silver);
        Assert.Equal(["a", "b"], Oracle.KeyList(silver));
        Assert.Equal((OperatorContext.Epoch.AddHours(2), OperatorContext.Epoch.AddHours(6)), (From(silver, 0), From(silver, 1)));
        Assert.True(IsCurrent(silver, 0) && IsCurrent(silver, 1));
        Assert.Equal(0.5, ((Column<double>)silver["new_metric_a1"])[0]);
        Assert.True(run.Take("COMMIT").Passed);
    }

    [Fact]
    public void Show_the_rows_that_an_explosion_doubled()
    {
        var run = Sources.Run(["a"], ["a", "a"]).Take(JoinAndLoad1);
        Assert.Equal(2, run.Table(MedusaState.Silver).RowCount);
        run.Take("DEDUPLICATE_B").Take(JoinAndLoad1);
        Assert.Equal(1, run.Table(MedusaState.Silver).RowCount);
    }

    private static string? Status(EpisodeRun run, int row) => ((TextColumn)run.Table(MedusaState.Silver)[MedusaColumns.DimStatus])[row];

    private static bool IsCurrent(Table silver, int row) => ((Column<bool>)silver[MedusaColumns.IsCurrent])[row];

    private static DateTime From(Table silver, int row) => ((Column<DateTime>)silver[MedusaColumns.ValidFrom])[row];
}
