using System.Text.Json;
using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0;

namespace Medusa.Operators.Default.Tests.V0.Observation;

public sealed class V0Observer_should
{
    [Fact]
    public void Show_an_environment_before_its_first_reset()
    {
        var json = new JsonBuffer();
        var view = new EpisodeView(V0State.Schema.Initial, EpisodeStatus.Initial, 0, 0, 0);
        json.StartObject();
        MedusaV0Environment.Definition.Observer.WriteState(view, json);
        json.EndObject();
        Assert.Equal(
            """{"run_id":null,"seed":null,"scenario_id":null,"max_steps":20,"step_idx":0,"stage":"init","time_delta_a":0.0,"time_delta_b":0.0"""
            + ""","is_stale_a":false,"is_stale_b":false,"did_sync_check":false,"did_evolve_schema":false,"new_cols_a":0,"new_cols_b":0,"schema_compat":1.0"""
            + ""","null_ratio_key_a":0.0,"null_ratio_key_b":0.0,"uniqueness_a":1.0,"uniqueness_b":1.0,"did_prep_a":false,"did_prep_b":false"""
            + ""","did_dedup_b":false,"match_rate":0.0,"did_join":false,"join_type":null,"join_row_count":0,"explosion_detected":false,"did_scd":false"""
            + ""","scd_type":null,"scd_inserts":0,"scd_updates":0,"silver_row_count":0,"quarantine_row_count":0,"source_a_row_count":0"""
            + ""","grader_passed":false,"grader_report":"","cumulative_reward":0.0}""",
            System.Text.Encoding.UTF8.GetString(json.WrittenSpan));

        json.Clear();
        MedusaV0Environment.Definition.Observer.WriteObservation(new ObservationContext(view, "", Record.Empty, IsEcho: true), json);
        Assert.Equal(
            """{"message":"Episode not running (stage=init). Call reset().","features":[0.0,0.0,0.0,0.0,0.0,0.0,1.0,1.0,0.0,0.0,0.0,1.0,0.0,0.0,0.0,0.0],"metrics":{}}""",
            System.Text.Encoding.UTF8.GetString(json.WrittenSpan));
    }

    [Fact]
    public void Say_that_the_last_step_was_taken_unless_it_committed()
    {
        var failed = EpisodeRun.Of(MedusaV0Environment.Definition, 0, ("max_steps", 2)).Take(MedusaActions.SyncCheck, MedusaActions.SyncCheck);
        Assert.EndsWith("[FRESH] [MAX STEPS REACHED]", failed.Message, StringComparison.Ordinal);
        Assert.Equal("Episode not running (stage=failed). Call reset().", failed.Take(MedusaActions.Commit).Message);

        var committed = EpisodeRun.Of(MedusaV0Environment.Definition, 0, ("max_steps", 2)).Take(MedusaActions.SyncCheck, MedusaActions.Commit);
        Assert.EndsWith("Total reward: 13.6 | Final Score: 0.450", committed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_big_seeds_with_all_their_digits()
    {
        using var seed = JsonDocument.Parse("100000000000000000000000000000");
        var run = new EpisodeRun(MedusaV0Environment.Definition, seed.RootElement);
        Assert.Equal("100000000000000000000000000000", run.StateJson().GetProperty("seed").GetRawText());
    }
}
