using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

public sealed class Operators_should
{
    [Fact]
    public void Leave_staleness_as_it_is_at_a_sync_check()
    {
        var run = Sources.Run(["a"], ["a"], stale: true).Take("SYNC_CHECK");
        Assert.True(run.State.Get(MedusaState.DidSyncCheck) && run.State.Get(MedusaState.IsStaleA));
        Assert.Equal("SYNC_CHECK: A=10.0h [STALE] | B=1.0h [FRESH]", run.Message);
        Assert.Equal((10.0, 1.0, true, false), (run.Metrics["time_delta_a"].AsNumber, run.Metrics["time_delta_b"].AsNumber, run.Metrics["is_stale_a"].AsBoolean, run.Metrics["is_stale_b"].AsBoolean));
    }

    [Theory]
    [InlineData("PREP_KEYS_A")]
    [InlineData("PREP_KEYS_B")]
    public void Prepare_keys_idempotently(string action)
    {
        var key = action.EndsWith('A') ? MedusaState.SourceA : MedusaState.SourceB;
        var run = Sources.Run([" a", null, "nan"], ["a ", "b", ""]).Take(action);
        var once = run.Table(key);
        Assert.Equal(Oracle.KeyList(key == MedusaState.SourceA ? run.Table(MedusaState.BronzeA) : run.Table(MedusaState.BronzeB)).Select(Oracle.Clean), Oracle.KeyList(once));
        run.Take(action);
        Assert.Same(once, run.Table(key));
        Assert.Equal(0, run.Metrics["keys_cleaned"].AsInteger);
    }

    [Fact]
    public void Take_back_the_deduplication_where_preparing_b_creates_duplicates()
    {
        Assert.False(Sources.Run(["a"], ["a", "a "]).Take("DEDUPLICATE_B", "PREP_KEYS_B").State.Get(MedusaState.DidDedupB));
        Assert.True(Sources.Run(["a"], ["a", "b "]).Take("DEDUPLICATE_B", "PREP_KEYS_B").State.Get(MedusaState.DidDedupB));
    }

    [Fact]
    public void Keep_the_last_row_of_each_key_and_drop_rows_without_one()
    {
        var run = Sources.Run(["a"], ["a", null, "b", "a", null]).Take("DEDUPLICATE_B");
        var b = run.Table(MedusaState.SourceB);
        Assert.Equal(["b", "a"], Oracle.KeyList(b));
        Assert.Equal(["s2", "s3"], Enumerable.Range(0, 2).Select(row => ((TextColumn)b[MedusaColumns.DimStatus])[row]));
        Assert.Equal((1L, 2L, 2L), (run.Metrics["dupes_removed"].AsInteger, run.Metrics["null_rows_removed"].AsInteger, run.Metrics["rows_after"].AsInteger));
    }

    [Fact]
    public void Send_every_row_of_a_left_join_to_exactly_one_place()
    {
        var run = Sources.Run(["a", null, "x", "b"], ["b", "a"]).Take("EXECUTE_JOIN_LEFT");
        Assert.Equal(["a", "b"], Oracle.KeyList(run.Table(MedusaState.Joined)));
        Assert.Equal(["entity_id", "fact_value", "fact_category", "created_at", "dim_name", "dim_status"], run.Table(MedusaState.Joined).ColumnNames.ToArray());
        var quarantine = run.Table(MedusaState.Quarantine);
        Assert.Equal([null, "x"], Oracle.KeyList(quarantine));
        Assert.Equal(["null_key", "no_match"], Enumerable.Range(0, 2).Select(row => ((TextColumn)quarantine[MedusaColumns.Reason])[row]));
        Assert.Equal(["entity_id", "fact_value", "fact_category", "created_at", "reason"], quarantine.ColumnNames.ToArray());
    }

    [Fact]
    public void Replace_quarantine_at_every_left_join()
    {
        var run = Sources.Run([" a", "x"], ["a"]).Take("EXECUTE_JOIN_LEFT");
        Assert.Equal(2, run.Table(MedusaState.Quarantine).RowCount);
        Assert.Equal(["x"], Oracle.KeyList(run.Take("PREP_KEYS_A", "EXECUTE_JOIN_LEFT").Table(MedusaState.Quarantine)));
    }

    [Fact]
    public void Drop_unmatched_rows_of_an_inner_join_and_keep_quarantine()
    {
        var run = Sources.Run([" a", "x", "b"], ["a", "b"]).Take("EXECUTE_JOIN_ANTI");
        var before = run.Table(MedusaState.Quarantine);
        run.Take("PREP_KEYS_A", "EXECUTE_JOIN_INNER");
        Assert.Same(before, run.Table(MedusaState.Quarantine));
        Assert.Equal(["a", "b"], Oracle.KeyList(run.Table(MedusaState.Joined)));
        Assert.Equal(1, run.Metrics["dropped_rows"].AsInteger);
    }

    [Fact]
    public void Leave_the_joined_table_and_the_last_join_alone_at_an_anti_join()
    {
        var run = Sources.Run(["a", "x"], ["a"]).Take("EXECUTE_JOIN_ANTI");
        Assert.False(run.State.Get(MedusaState.DidJoin));
        Assert.Null(run.State.Get(MedusaState.JoinType));
        var joined = run.Take("EXECUTE_JOIN_INNER").Table(MedusaState.Joined);
        run.Take("EXECUTE_JOIN_ANTI");
        Assert.Same(joined, run.Table(MedusaState.Joined));
        Assert.Equal("inner", run.State.Get(MedusaState.JoinType));
    }

    [Theory]
    [InlineData("EXECUTE_JOIN_INNER", "EXECUTE_JOIN_ANTI")]
    [InlineData("EXECUTE_JOIN_ANTI", "EXECUTE_JOIN_INNER")]
    public void Equal_a_left_join_by_inner_and_anti_in_either_order(string first, string second)
    {
        string[] preparation = ["PREP_KEYS_A", "DEDUPLICATE_B"];
        var left = EpisodeRun.Of(Draw.Scenario(1), preparation).Take("EXECUTE_JOIN_LEFT");
        var both = EpisodeRun.Of(Draw.Scenario(1), preparation).Take(first, second);
        Assert.Equal(left.Table(MedusaState.Joined).Digest.ToArray(), both.Table(MedusaState.Joined).Digest.ToArray());
        Assert.Equal(left.Table(MedusaState.Quarantine).Digest.ToArray(), both.Table(MedusaState.Quarantine).Digest.ToArray());
    }

    [Fact]
    public void Compare_match_rate_by_raw_text_over_distinct_keys()
    {
        var run = Sources.Run(["a", "a", " b", "c", null], ["a", "b", "b", null]);
        Assert.Equal(1 / 3.0, run.Feature("match_rate"));
        Assert.Equal(2 / 3.0, run.Take("PREP_KEYS_A").Feature("match_rate"));
    }

    [Fact]
    public void Start_silver_empty_with_the_undrifted_columns_and_register_the_others()
    {
        var run = Sources.Run(["a"], ["a"], drift: true);
        Assert.Equal(0, run.Table(MedusaState.Silver).RowCount);
        Assert.Equal(["entity_id", "fact_value", "fact_category", "created_at", "dim_name", "dim_status"], run.Table(MedusaState.Silver).ColumnNames.ToArray());
        run.Take("EVOLVE_SCHEMA");
        Assert.Equal(["new_metric_a1", "new_attr_b1"], run.Table(MedusaState.Silver).ColumnNames.Skip(6));
        Assert.Equal("""["new_metric_a1","new_attr_b1"]""", run.Metrics["cols_added"].ToString());
        Assert.Equal("[]", run.Take("EVOLVE_SCHEMA").Metrics["cols_added"].ToString());
    }

    [Fact]
    public void Count_time_from_the_logical_clock_alone()
    {
        var silver = Sources.Run(["a"], ["a"]).Take("SYNC_CHECK", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2").Table(MedusaState.Silver);
        Assert.Equal(new DateTime(2024, 1, 1, 3, 0, 0, DateTimeKind.Utc), ((Column<DateTime>)silver[MedusaColumns.ValidFrom])[0]);
    }

    [Fact]
    public void Take_a_commit_at_the_last_step_as_a_commit()
    {
        var run = Sources.Run(["a"], ["a"], maxSteps: 3).Take("EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT");
        Assert.Equal(EpisodeStatus.Terminated, run.View.Status);
        Assert.True(run.Passed);
        Assert.Equal(EpisodeStatus.Truncated, Sources.Run(["a"], ["a"], maxSteps: 1).Take("SYNC_CHECK").View.Status);
    }
}
