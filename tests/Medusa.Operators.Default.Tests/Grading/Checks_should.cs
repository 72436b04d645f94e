using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

public sealed class Checks_should
{
    private static readonly DateTime Noon = OperatorContext.Epoch.AddHours(12);

    [Fact]
    public void All_fail_with_the_same_reason_while_silver_is_empty()
    {
        var run = Sources.Run(["a"], ["a"]).Take("EXECUTE_JOIN_LEFT", "COMMIT");
        Assert.Equal(["volume", "integrity", "schema", "history"], run.Grade!.Checks.Select(check => check.Check));
        Assert.All(run.Grade.Checks, check => Assert.True(!check.Passed && check.Reason!.StartsWith("silver_empty", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("COMMIT")]
    [InlineData("SYNC_CHECK", "COMMIT")]
    [InlineData("EXECUTE_JOIN_LEFT", "COMMIT")]
    [InlineData("EXECUTE_JOIN_INNER", "COMMIT")]
    [InlineData("EXECUTE_JOIN_ANTI", "COMMIT")]
    public void Never_all_pass_without_a_load(params string[] actions)
    {
        foreach (var seed in Draw.Seeds(60))
        {
            Assert.False(EpisodeRun.Of(Draw.Scenario(seed), actions).Passed);
        }
    }

    [Fact]
    public void Fail_volume_where_a_row_of_a_is_current_twice()
    {
        Assert.Equal("row_doubled", Reason("volume", Sources.Run(["a"], ["a", "a"]).Take("EXECUTE_JOIN_INNER", "APPLY_SCD_1")));
        Assert.Null(Reason("volume", Sources.Run(["a", "a"], ["a"]).Take("EXECUTE_JOIN_LEFT", "APPLY_SCD_1")));
    }

    [Fact]
    public void Fail_volume_after_a_left_join_where_silver_has_more_current_rows_than_a()
    {
        var run = Sources.Run(["a"], ["a"]).Take("EXECUTE_JOIN_LEFT", "APPLY_SCD_1");
        var stranger = Table.Concat(run.Table(MedusaState.Silver), run.Table(MedusaState.Silver).With(MedusaColumns.CreatedAt, Column<DateTime>.Constant(Noon, 1)));
        Assert.Equal("too_many_rows", Reason("volume", With(run, MedusaState.Silver, stranger)));
        Assert.Null(Reason("volume", With(Sources.Run(["a"], ["a"]).Take("EXECUTE_JOIN_INNER", "APPLY_SCD_1"), MedusaState.Silver, stranger)));
    }

    [Fact]
    public void Fail_integrity_where_a_row_is_lost_or_misplaced()
    {
        Assert.Null(Reason("integrity", Sources.Run(["a", "x"], ["a"]).Take("EXECUTE_JOIN_LEFT", "APPLY_SCD_1")));
        Assert.Equal("orphan_missing", Reason("integrity", Sources.Run(["a", "x"], ["a"]).Take("EXECUTE_JOIN_INNER", "APPLY_SCD_1")));
        Assert.Equal("not_orphan", Reason("integrity", Sources.Run(["a", " a"], ["a"]).Take("EXECUTE_JOIN_LEFT", "APPLY_SCD_1")));
        Assert.Equal("row_lost", Reason("integrity", Sources.Run(["a", " a"], ["a"]).Take("EXECUTE_JOIN_INNER", "APPLY_SCD_1")));
        var loaded = Sources.Run(["a", "x"], ["a"]).Take("EXECUTE_JOIN_LEFT", "APPLY_SCD_1");
        var orphan = loaded.Table(MedusaState.Quarantine).Without(MedusaColumns.Reason);
        Assert.Equal("orphan_loaded", Reason("integrity", With(loaded, MedusaState.Silver, Table.Concat(loaded.Table(MedusaState.Silver), orphan))));
    }

    [Fact]
    public void Fail_integrity_where_quarantine_holds_an_orphan_twice()
    {
        var run = Sources.Run(["a", "x"], ["a"]).Take("EXECUTE_JOIN_LEFT", "APPLY_SCD_1");
        var twice = Table.Concat(run.Table(MedusaState.Quarantine), run.Table(MedusaState.Quarantine));
        Assert.Equal("not_orphan", Reason("integrity", With(run, MedusaState.Quarantine, twice)));
    }

    [Fact]
    public void Measure_true_orphans_on_bronze_whatever_was_prepared()
    {
        Assert.Equal(["x", null, " nan "], Orphans(["a", " a ", "x", null, " nan "], ["  a", null]));

        static IEnumerable<string?> Orphans(string?[] a, string?[] b)
        {
            var run = Sources.Run(a, b).Take("PREP_KEYS_A", "PREP_KEYS_B", "EXECUTE_JOIN_LEFT");
            Assert.True(TrueOrphans.Of(run.State).AreExactly(run.Table(MedusaState.Quarantine)));
            return Oracle.Instants(run.Table(MedusaState.Quarantine)).Select(instant => a[(int)(instant - OperatorContext.Epoch).TotalHours]);
        }
    }

    [Fact]
    public void Fail_schema_where_a_drifted_column_is_missing_or_empty()
    {
        string[] load = ["EXECUTE_JOIN_LEFT", "APPLY_SCD_2"];
        Assert.Equal("column_missing", Reason("schema", Sources.Run(["a"], ["a"], drift: true).Take(load)));
        Assert.Equal("column_empty", Reason("schema", Sources.Run(["a"], ["a"], drift: true).Take(load).Take("EVOLVE_SCHEMA")));
        Assert.Null(Reason("schema", Sources.Run(["a"], ["a"], drift: true).Take("EVOLVE_SCHEMA").Take(load)));
        Assert.Null(Reason("schema", Sources.Run(["a"], ["a"], drift: true).Take(load).Take("EVOLVE_SCHEMA").Take(load)));
    }

    [Fact]
    public void Fail_history_where_versions_overlap_or_several_are_current()
    {
        Assert.Null(Reason("history", Sources.Run(["a"], ["a", "a"]).Take("EXECUTE_JOIN_INNER", "APPLY_SCD_1")));
        Assert.Equal("several_current", Reason("history", Sources.Run(["a"], ["a", "a"]).Take("EXECUTE_JOIN_INNER", "APPLY_SCD_2")));
        Assert.Null(Reason("history", Versions((0, 5, false), (5, null, true))));
        Assert.Equal("versions_overlap", Reason("history", Versions((0, 6, false), (5, null, true))));
        Assert.Equal("versions_overlap", Reason("history", Versions((0, null, false), (5, null, true))));
        Assert.Equal("versions_overlap", Reason("history", Versions((5, null, true), (0, 6, false))));
    }

    private static EpisodeRun Versions(params (int From, int? To, bool Current)[] versions)
    {
        var run = Sources.Run(["a"], ["a"]).Take("EXECUTE_JOIN_LEFT", "APPLY_SCD_1");
        var silver = Table.Concat([.. versions.Select(version => run.Table(MedusaState.Silver)
            .With(MedusaColumns.ValidFrom, Column<DateTime>.Constant(OperatorContext.Epoch.AddHours(version.From), 1))
            .With(MedusaColumns.ValidTo, version.To is { } to ? Column<DateTime>.Constant(OperatorContext.Epoch.AddHours(to), 1) : Column.AllNull(ColumnType.Timestamp, 1))
            .With(MedusaColumns.IsCurrent, Column<bool>.Constant(version.Current, 1)))]);
        return With(run, MedusaState.Silver, silver);
    }

    private static EpisodeRun With(EpisodeRun run, TableKey key, Table table)
    {
        var edit = run.State.Edit();
        edit.Set(key, table);
        return new EpisodeRun(new Scenario("made", edit.Build(), "", Record.Empty, 20));
    }

    private static string? Reason(string check, EpisodeRun run) => run.Take("COMMIT").Grade!.Find(check)!.Reason?.Split(':')[0];
}
