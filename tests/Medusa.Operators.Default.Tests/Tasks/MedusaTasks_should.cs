using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

public sealed class MedusaTasks_should
{
    private static readonly string[] EightSteps =
        ["SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT"];

    public static TheoryData<string, string, ulong, string, string> Documented => new()
    {
        { "clean_pipeline", "easy", 0, "clean", "committed .20, no_explosion .25, volume_ok .20, high_match .20, grader_pass .15" },
        { "dirty_integration", "medium", 1, "dirty_keys", "committed .10, prepped_before_join .20, deduped_before_join .20, no_explosion .25, integrity_ok .15, grader_pass .10" },
        { "full_medallion", "hard", 2, "stale_drift", "committed .05, sync_checked .15, schema_evolved .15, used_scd2 .20, schema_ok .20, grader_pass .25" },
        { "schema_bootstrap", "easy", 3, "schema_drift", "committed .15, no_explosion .20, schema_evolved .25, schema_materialized .20, silver_built .20" },
        { "dedup_guardrail", "medium", 4, "dirty_keys", "committed .10, prepped_before_join .15, deduped_before_join .25, no_explosion .25, silver_built .10, grader_pass .15" },
        { "stale_sync_recovery", "hard", 5, "stale", "committed .05, sync_checked .30, no_explosion .20, high_match .15, silver_built .15, grader_pass .15" },
        { "fresh_join_baseline", "easy", 6, "clean", "committed .15, no_explosion .25, high_match .25, silver_built .20, efficient_run .15" },
        { "stale_history_guard", "hard", 7, "stale", "committed .05, sync_checked .20, used_scd2 .25, silver_built .15, history_columns .15, grader_pass .20" },
        { "orphan_quarantine", "medium", 8, "dirty_keys", "committed .10, prepped_before_join .15, left_join_used .20, quarantine_nonempty .20, integrity_ok .20, no_explosion .15" },
        { "drift_alignment", "medium", 9, "schema_drift", "committed .10, schema_evolved .25, left_join_used .15, schema_materialized .25, silver_built .10, grader_pass .15" },
        { "snapshot_upsert", "easy", 10, "clean", "committed .10, no_explosion .20, used_scd1 .25, volume_ok .20, silver_built .15, grader_pass .10" },
        { "schema_history_guard", "hard", 11, "schema_drift", "committed .05, schema_evolved .20, used_scd2 .20, schema_materialized .20, history_columns .15, grader_pass .20" },
    };

    [Theory]
    [MemberData(nameof(Documented))]
    public void Be_as_documented(string name, string difficulty, ulong seed, string scenario, string rubric)
    {
        var task = MedusaEnvironment.Definition.FindTask(name)!;
        Assert.Equal((difficulty, seed, scenario), (task.Difficulty, task.Seed.Low, task.Options["scenario"].AsText));
        var weights = rubric.Split(", ").Select(entry => entry.Split(' ')).Select(entry => (entry[0], double.Parse("0" + entry[1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(weights, task.Rubric.Shape.Names.Select((criterion, index) => (criterion, task.Rubric[index].AsNumber)));
        Assert.Equal(MedusaOptions.Descriptor.Fields.Select(field => field.Name), task.Excludes);
        Assert.NotEmpty(task.Description);
    }

    [Theory]
    [MemberData(nameof(Documented))]
    public void Be_scored_1_by_a_reference_script_on_any_seed(string name, string difficulty, ulong seed, string scenario, string rubric)
    {
        Assert.NotEmpty(difficulty + scenario + rubric);
        var task = MedusaEnvironment.Definition.FindTask(name)!;
        string[] script = name == "snapshot_upsert" ? [.. EightSteps[..6], "APPLY_SCD_1", "COMMIT"] : EightSteps;
        foreach (var other in Draw.Seeds(20).Prepend(seed))
        {
            var score = task.Score(EpisodeRun.Of(Draw.ForTask(task, other), script).View);
            Assert.Equal(1.0, score.Score);
            Assert.True(score.Passed);
            Assert.Empty(score.Notes);
        }
    }

    [Fact]
    public void Cover_seeds_0_to_11_in_order() => Assert.Equal(Enumerable.Range(0, 12).Select(seed => (ulong)seed), MedusaTasks.All.Select(task => task.Seed.Low));

    [Fact]
    public void Be_played_to_at_least_half_by_the_baseline() => Assert.All(MedusaTasks.All, task =>
        Assert.True(task.Score(new EpisodeRun(Draw.ForTask(task)).Play(MedusaEnvironment.Definition.FindPolicy("pipeline")!).View).Score >= 0.5, task.Name));

    [Theory]
    [InlineData("committed", "clean_pipeline", "SYNC_CHECK", "COMMIT")]
    [InlineData("volume_ok", "clean_pipeline", "EXECUTE_JOIN_LEFT", "APPLY_SCD_1")]
    [InlineData("high_match", "clean_pipeline", "SYNC_CHECK", "EXECUTE_JOIN_INNER")]
    [InlineData("grader_pass", "clean_pipeline", "EXECUTE_JOIN_LEFT,APPLY_SCD_2", "COMMIT")]
    [InlineData("sync_checked", "stale_sync_recovery", "PREP_KEYS_A", "SYNC_CHECK")]
    [InlineData("schema_evolved", "schema_bootstrap", "SYNC_CHECK", "EVOLVE_SCHEMA")]
    [InlineData("schema_materialized", "schema_bootstrap", "EVOLVE_SCHEMA,EXECUTE_JOIN_LEFT", "APPLY_SCD_1")]
    [InlineData("silver_built", "schema_bootstrap", "EXECUTE_JOIN_LEFT", "APPLY_SCD_1")]
    [InlineData("used_scd2", "full_medallion", "APPLY_SCD_2,EXECUTE_JOIN_LEFT,APPLY_SCD_1", "EVOLVE_SCHEMA,APPLY_SCD_2")]
    [InlineData("used_scd1", "snapshot_upsert", "APPLY_SCD_1,EXECUTE_JOIN_LEFT", "APPLY_SCD_1")]
    [InlineData("schema_ok", "full_medallion", "EVOLVE_SCHEMA,EXECUTE_JOIN_LEFT,APPLY_SCD_2", "COMMIT")]
    [InlineData("history_columns", "stale_history_guard", "EXECUTE_JOIN_LEFT,APPLY_SCD_1", "EXECUTE_JOIN_LEFT,EVOLVE_SCHEMA,APPLY_SCD_2")]
    [InlineData("left_join_used", "orphan_quarantine", "EXECUTE_JOIN_INNER,EXECUTE_JOIN_ANTI", "EXECUTE_JOIN_LEFT")]
    [InlineData("quarantine_nonempty", "orphan_quarantine", "EXECUTE_JOIN_INNER", "EXECUTE_JOIN_ANTI")]
    [InlineData("integrity_ok", "orphan_quarantine", "PREP_KEYS_A,DEDUPLICATE_B,EXECUTE_JOIN_LEFT,APPLY_SCD_1", "COMMIT")]
    [InlineData("prepped_before_join", "dirty_integration", "EXECUTE_JOIN_LEFT,PREP_KEYS_A,PREP_KEYS_B", "EXECUTE_JOIN_INNER")]
    [InlineData("deduped_before_join", "dirty_integration", "EXECUTE_JOIN_LEFT,DEDUPLICATE_B,EXECUTE_JOIN_ANTI", "EXECUTE_JOIN_INNER")]
    [InlineData("no_explosion", "dirty_integration", "PREP_KEYS_A,EXECUTE_JOIN_LEFT", "DEDUPLICATE_B,EXECUTE_JOIN_LEFT")]
    public void Earn_each_criterion_by_what_it_names(string criterion, string task, string without, string then)
    {
        var goal = MedusaEnvironment.Definition.FindTask(task)!;
        var run = EpisodeRun.Of(Draw.ForTask(goal), without.Split(','));
        Assert.Equal(0.0, goal.Score(run.View).Breakdown[criterion].AsNumber);
        Assert.Contains(goal.Score(run.View).Notes, note => note.StartsWith(criterion + ":", StringComparison.Ordinal));
        Assert.Equal(goal.Rubric[criterion], goal.Score(run.Take(then.Split(',')).View).Breakdown[criterion]);
    }

    [Theory]
    [InlineData(4, 0.25)]
    [InlineData(3, 0.0)]
    public void Call_a_match_rate_of_80_percent_high(int matched, double expected)
    {
        string?[] keys = [.. Enumerable.Range(0, matched).Select(row => "k" + row)];
        var run = Sources.Run([.. keys, "x"], keys).Take("EXECUTE_JOIN_LEFT");
        Assert.Equal(expected, MedusaEnvironment.Definition.FindTask("fresh_join_baseline")!.Score(run.View).Breakdown["high_match"].AsNumber);
    }

    [Fact]
    public void Count_current_rows_up_to_those_of_a_as_a_sound_volume()
    {
        var task = MedusaEnvironment.Definition.FindTask("clean_pipeline")!;
        Assert.Equal(0.2, Volume(["a", "b"], ["a", "b"]));
        Assert.Equal(0.0, Volume(["a", "b"], ["a", "a", "b"]));
        Assert.Equal(0.0, Volume(["x"], ["a"]));

        double Volume(string?[] a, string?[] b) => task.Score(Sources.Run(a, b).Take("EXECUTE_JOIN_LEFT", "APPLY_SCD_2").View).Breakdown["volume_ok"].AsNumber;
    }

    [Fact]
    public void Count_more_than_eight_steps_as_inefficient()
    {
        var task = MedusaEnvironment.Definition.FindTask("fresh_join_baseline")!;
        var run = EpisodeRun.Of(Draw.ForTask(task), [.. Enumerable.Repeat("SYNC_CHECK", 8)]);
        Assert.Equal(0.15, task.Score(run.View).Breakdown["efficient_run"].AsNumber);
        Assert.Equal(0.0, task.Score(run.Take("SYNC_CHECK").View).Breakdown["efficient_run"].AsNumber);
    }

    [Fact]
    public void Score_an_episode_without_a_task_by_the_share_of_checks_passed()
    {
        var score = MedusaEnvironment.Definition.ScoreWithoutTask!;
        var run = Sources.Run(["a", "x"], ["a"]).Take("EXECUTE_JOIN_INNER", "APPLY_SCD_1");
        Assert.Equal(0, score(run.View));
        Assert.Equal(0.75, score(run.Take("COMMIT").View));
    }
}
