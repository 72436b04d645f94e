using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

/// <summary>Marks are held against what the rule book says of keys, computed here from the texts alone.</summary>
public sealed class MedusaInspector_should
{
    private static readonly EnvironmentDefinition Medusa = MedusaEnvironment.Definition;

    [Theory]
    [InlineData("bronze_a")]
    [InlineData("bronze_b")]
    public void Mark_the_null_and_the_dirty_keys(string table)
    {
        var state = Draw.Scenario(1).State;
        var keys = Marked.Keys(state, table);
        Assert.Equal(RowsWhere(keys, key => key is null), Marked.Rows(Medusa, state, table, MedusaMarks.NullKey));
        Assert.Equal(RowsWhere(keys, key => key is not null && key != Clean(key)), Marked.Rows(Medusa, state, table, MedusaMarks.DirtyKey));
    }

    [Fact]
    public void Mark_no_dirty_key_once_keys_are_cleaned()
    {
        var state = EpisodeRun.Of(Draw.Scenario(1), MedusaActions.PrepKeysA).State;
        Assert.NotEmpty(Marked.Rows(Medusa, state, "bronze_a", MedusaMarks.DirtyKey));
        Assert.Empty(Marked.Rows(Medusa, state, "bronze_a_prepped", MedusaMarks.DirtyKey));
    }

    [Fact]
    public void Mark_the_rows_of_b_that_deduplication_drops()
    {
        var run = EpisodeRun.Of(Draw.Scenario(1), MedusaActions.PrepKeysB);
        var marked = Marked.Rows(Medusa, run.State, "bronze_b_prepped", MedusaMarks.DuplicateKey);
        var keys = Marked.Keys(run.State, "bronze_b_prepped");
        Assert.Equal(RowsWhere(keys, (key, row) => key is not null && keys.AsSpan(row + 1).Contains(key)), marked);
        run.Step(MedusaActions.DeduplicateB);
        Assert.Equal(run.Metrics["dupes_removed"].AsInteger, marked.Length);
        Assert.Empty(Marked.Rows(Medusa, run.State, "bronze_b_prepped", MedusaMarks.DuplicateKey));
    }

    [Fact]
    public void Leave_keys_that_facts_share_unmarked()
    {
        var state = Draw.Scenario(0, rowsA: 300, rowsB: 20).State;
        Assert.Empty(Marked.Rows(Medusa, state, "bronze_a", MedusaMarks.DuplicateKey));
    }

    [Fact]
    public void Mark_true_orphans_wherever_they_are()
    {
        var run = EpisodeRun.Of(Draw.Scenario(1));
        var partners = Marked.Keys(run.State, "bronze_b").Select(Clean).Where(key => key is not null).ToHashSet();
        var expected = RowsWhere(Marked.Keys(run.State, "bronze_a"), key => Clean(key) is not { } cleaned || !partners.Contains(cleaned));
        Assert.Equal(expected, Marked.Rows(Medusa, run.State, "bronze_a", MedusaMarks.Orphan));
        run.Take(MedusaActions.PrepKeysA);
        Assert.Equal(expected, Marked.Rows(Medusa, run.State, "bronze_a_prepped", MedusaMarks.Orphan));
        run.Take(MedusaActions.PrepKeysB, MedusaActions.DeduplicateB, MedusaActions.ExecuteJoinLeft);
        Assert.Equal(Enumerable.Range(0, expected.Length), Marked.Rows(Medusa, run.State, "quarantine", MedusaMarks.Orphan));
        Assert.Empty(Marked.Rows(Medusa, run.State, "joined", MedusaMarks.Orphan));
    }

    [Fact]
    public void Leave_rows_unmarked_that_were_quarantined_wrongly()
    {
        var run = EpisodeRun.Of(Draw.Scenario(1), MedusaActions.ExecuteJoinLeft);
        var orphans = Marked.Rows(Medusa, run.State, "bronze_a", MedusaMarks.Orphan).Length;
        Assert.Equal(200, run.State[MedusaState.Quarantine].RowCount);
        Assert.Equal(orphans, Marked.Rows(Medusa, run.State, "quarantine", MedusaMarks.Orphan).Length);
    }

    [Fact]
    public void Mark_what_an_explosion_repeats()
    {
        var run = EpisodeRun.Of(Draw.Scenario(1), MedusaActions.PrepKeysA, MedusaActions.PrepKeysB, MedusaActions.ExecuteJoinLeft);
        var joined = run.State[MedusaState.Joined];
        Assert.Equal(joined.RowCount - Oracle.Instants(joined).Distinct().Count(), Marked.Rows(Medusa, run.State, "joined", MedusaMarks.DuplicateKey).Length);
        Assert.NotEmpty(Marked.Rows(Medusa, run.State, "joined", MedusaMarks.DuplicateKey));
    }

    [Fact]
    public void Leave_closed_versions_in_silver_unmarked()
    {
        var run = EpisodeRun.Of(
            Draw.Scenario(3), MedusaActions.SyncCheck, MedusaActions.DeduplicateB, MedusaActions.ExecuteJoinLeft, MedusaActions.ApplyScd2,
            MedusaActions.EvolveSchema, MedusaActions.ExecuteJoinLeft, MedusaActions.ApplyScd2);
        Assert.True(run.State[MedusaState.Silver].RowCount > run.State[MedusaState.Joined].RowCount);
        Assert.Empty(Marked.Rows(Medusa, run.State, "silver", MedusaMarks.DuplicateKey));
    }

    [Fact]
    public void Mark_drifted_columns_and_no_others()
    {
        var run = EpisodeRun.Of(Draw.Scenario(3), MedusaActions.EvolveSchema, MedusaActions.ExecuteJoinLeft, MedusaActions.ApplyScd2);
        string[] known = ["entity_id", "fact_value", "fact_category", "created_at", "dim_name", "dim_status", "valid_from", "valid_to", "is_current", "reason"];
        foreach (var table in MedusaState.Schema.TableNames)
        {
            var columns = run.State[MedusaState.Schema.Table(table)].ColumnNames;
            Assert.Equal(columns.Except(known), Marked.Columns(Medusa, run.State, table, MedusaMarks.NewColumn));
        }

        Assert.NotEmpty(Marked.Columns(Medusa, run.State, "silver", MedusaMarks.NewColumn));
    }

    [Fact]
    public void Look_through_a_table_once()
    {
        var state = Draw.Scenario(1).State;
        var (first, second) = (Medusa.Inspector!.Inspect(state, "bronze_a"), Medusa.Inspector.Inspect(state, "bronze_a"));
        Assert.All(first.Zip(second), pair => Assert.Equal(pair.First.Rows, pair.Second.Rows));
        Assert.NotEmpty(first);
    }

    [Fact]
    public void Describe_as_many_features_as_there_are()
    {
        using var observation = EpisodeRun.Of(Draw.Scenario(0)).Observe();
        Assert.Equal(observation.RootElement.GetProperty("features").GetArrayLength(), Medusa.Features.Length);
        Assert.Equal(MedusaState.Schema.TableNames.Order(), Medusa.Tables.Select(table => table.Name).Order());
    }

    private static int[] RowsWhere(string?[] keys, Func<string?, bool> holds) => RowsWhere(keys, (key, _) => holds(key));

    private static int[] RowsWhere(string?[] keys, Func<string?, int, bool> holds) => [.. Enumerable.Range(0, keys.Length).Where(row => holds(keys[row], row))];

    private static string? Clean(string? key) =>
        key?.Trim() is { Length: > 0 } stripped && !new[] { "none", "nan", "null", "<na>" }.Contains(stripped.ToLowerInvariant()) ? stripped : null;
}
