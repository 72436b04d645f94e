using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

public sealed class MedusaObserver_should
{
    [Fact]
    public void Write_message_features_and_metrics_with_progress()
    {
        var run = Sources.Run(["a", "x"], ["a"], drift: true).Take("SYNC_CHECK", "EXECUTE_JOIN_LEFT");
        using var observation = run.Observe();
        var root = observation.RootElement;
        Assert.Equal(["message", "features", "metrics"], root.EnumerateObject().Select(field => field.Name));
        Assert.Equal(run.Features(), root.GetProperty("features").EnumerateArray().Select(feature => feature.GetDouble()));
        Assert.Equal("progress", root.GetProperty("metrics").EnumerateObject().Last().Name);
        Assert.Equal(
            """{"did_sync_check":true,"did_evolve_schema":false,"did_prep_a":false,"did_prep_b":false,"did_dedup_b":false,"join_type":"left","joined_rows":1,"quarantine_rows":1,"scd_type":null,"silver_rows":0,"pending_columns":["new_metric_a1","new_attr_b1"],"steps_left":18}""",
            root.GetProperty("metrics").GetProperty("progress").GetRawText());
    }

    [Fact]
    public void Measure_the_features_in_the_documented_order()
    {
        Assert.Equal(
            ["time_delta_a_norm", "time_delta_b_norm", "is_stale_a", "is_stale_b", "null_ratio_key_a", "null_ratio_key_b", "uniqueness_a", "uniqueness_b",
             "match_rate", "new_cols_a_norm", "new_cols_b_norm", "schema_compat", "did_prep_a", "did_prep_b", "did_dedup_b", "step_frac"],
            MedusaFeatures.Names.ToArray());
        var run = Sources.Run(["a", " a", null, "x"], ["a", "a", null, null, null], stale: true, drift: true);
        Assert.Equal(
            [10 / 48.0, 1 / 48.0, 1, 0, 0.25, 0.6, 1, 0.5, 1 / 3.0, 0.1, 0.1, 1 - (1 / 5.0), 0, 0, 0, 0],
            run.Features());
        run.Take("PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EVOLVE_SCHEMA");
        Assert.Equal([10 / 48.0, 1 / 48.0, 1, 0, 0.25, 0, 2 / 3.0, 1, 0.5, 0, 0, 1, 1, 1, 1, 0.2], run.Features());
    }

    [Fact]
    public void Cap_ages_and_pending_columns_at_1()
    {
        var run = Sources.Run(["a"], ["a"]);
        var edit = run.State.Edit();
        edit.Set(MedusaState.TimeDeltaA, 100.0);
        var a = run.Table(MedusaState.BronzeA);
        for (var number = 0; number < 12; number++)
        {
            a = a.With("extra" + number, Column<double>.Constant(1, 1));
        }

        edit.Set(MedusaState.BronzeA, a);
        var capped = new EpisodeRun(new Scenario("made", edit.Build(), "", Record.Empty, 20));
        Assert.Equal((1.0, 1.0), (capped.Feature("time_delta_a_norm"), capped.Feature("new_cols_a_norm")));
    }

    [Fact]
    public void Call_keys_unique_where_there_are_none()
    {
        var run = Sources.Run([null], [null, null]);
        Assert.Equal((1.0, 1.0, 0.0, 1.0), (run.Feature("uniqueness_a"), run.Feature("uniqueness_b"), run.Feature("match_rate"), run.Feature("schema_compat")));
    }

    [Fact]
    public void Show_the_originals_state_fields_in_order()
    {
        var json = new JsonBuffer();
        json.StartObject();
        MedusaEnvironment.Definition.Observer.WriteState(new EpisodeRun(Draw.Scenario(3)).Take("SYNC_CHECK").View, json);
        json.EndObject();
        using var state = JsonDocument.Parse(json.WrittenMemory.ToArray());
        Assert.Equal(
            "run_id seed scenario_id max_steps step_idx stage time_delta_a time_delta_b is_stale_a is_stale_b did_sync_check did_evolve_schema new_cols_a new_cols_b "
            + "schema_compat null_ratio_key_a null_ratio_key_b uniqueness_a uniqueness_b did_prep_a did_prep_b did_dedup_b match_rate did_join join_type join_row_count "
            + "explosion_detected did_scd scd_type scd_inserts scd_updates silver_row_count quarantine_row_count source_a_row_count grader_passed grader_report cumulative_reward",
            string.Join(' ', state.RootElement.EnumerateObject().Select(field => field.Name)));
        Assert.Equal("schema_drift_3", state.RootElement.GetProperty("scenario_id").GetString());
        Assert.Equal("running", state.RootElement.GetProperty("stage").GetString());
    }

    [Fact]
    public void Show_a_state_before_the_first_reset()
    {
        var json = new JsonBuffer();
        json.StartObject();
        MedusaEnvironment.Definition.Observer.WriteState(new EpisodeView(MedusaState.Schema.Initial, EpisodeStatus.Initial, 0, 20, 0), json);
        json.EndObject();
        using var state = JsonDocument.Parse(json.WrittenMemory.ToArray());
        Assert.Equal(JsonValueKind.Null, state.RootElement.GetProperty("seed").ValueKind);
    }
}
