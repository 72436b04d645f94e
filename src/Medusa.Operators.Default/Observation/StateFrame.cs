using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>What <c>/state</c> shows: the fields of the original's state, measured as version 1 measures them.</summary>
internal static class StateFrame
{
    public static void Write(EpisodeView episode, JsonBuffer json)
    {
        WriteIdentity(episode, json);
        WriteSources(episode, json);
        WritePipeline(episode.State, json);
        json.Name("cumulative_reward"u8);
        json.Number(episode.CumulativeReward);
    }

    private static void WriteIdentity(EpisodeView episode, JsonBuffer json)
    {
        json.Name("run_id"u8);
        json.Text(episode.Label);
        json.Name("seed"u8);
        if (episode.Seed is { } seed)
        {
            json.Integer((long)seed.Low);
        }
        else
        {
            json.Null();
        }

        json.Name("scenario_id"u8);
        json.Text(episode.Scenario);
        json.Name("max_steps"u8);
        json.Integer(episode.MaxSteps);
        json.Name("step_idx"u8);
        json.Integer(episode.Step);
        json.Name("stage"u8);
        json.Text(Stage(episode));
    }

    private static string Stage(EpisodeView episode) => episode.Status switch
    {
        EpisodeStatus.Initial => "init",
        EpisodeStatus.Running => "running",
        EpisodeStatus.Terminated => "committed",
        _ => "failed",
    };

    private static void WriteSources(EpisodeView episode, JsonBuffer json)
    {
        var state = episode.State;
        var silver = state[MedusaState.Silver];
        var measures = episode.Status == EpisodeStatus.Initial ? MedusaFeatures.Nothing : SourceMeasures.Of(state);
        Number(json, "time_delta_a"u8, state.Get(MedusaState.TimeDeltaA));
        Number(json, "time_delta_b"u8, state.Get(MedusaState.TimeDeltaB));
        Flag(json, "is_stale_a"u8, state.Get(MedusaState.IsStaleA));
        Flag(json, "is_stale_b"u8, state.Get(MedusaState.IsStaleB));
        Flag(json, "did_sync_check"u8, state.Get(MedusaState.DidSyncCheck));
        Flag(json, "did_evolve_schema"u8, state.Get(MedusaState.DidEvolveSchema));
        Count(json, "new_cols_a"u8, SilverSchema.Pending(silver, state[MedusaState.BronzeA]).Length);
        Count(json, "new_cols_b"u8, SilverSchema.Pending(silver, state[MedusaState.BronzeB]).Length);
        Number(json, "schema_compat"u8, measures.SchemaCompat);
        Number(json, "null_ratio_key_a"u8, measures.A.NullRatio);
        Number(json, "null_ratio_key_b"u8, measures.B.NullRatio);
        Number(json, "uniqueness_a"u8, measures.A.Uniqueness);
        Number(json, "uniqueness_b"u8, measures.B.Uniqueness);
        Flag(json, "did_prep_a"u8, state.Get(MedusaState.DidPrepA));
        Flag(json, "did_prep_b"u8, state.Get(MedusaState.DidPrepB));
        Flag(json, "did_dedup_b"u8, state.Get(MedusaState.DidDedupB));
        Number(json, "match_rate"u8, measures.MatchRate);
    }

    private static void WritePipeline(EpisodeState state, JsonBuffer json)
    {
        Flag(json, "did_join"u8, state.Get(MedusaState.DidJoin));
        Text(json, "join_type"u8, state.Get(MedusaState.JoinType));
        Count(json, "join_row_count"u8, state.Get(MedusaState.JoinRows));
        Flag(json, "explosion_detected"u8, state.Get(MedusaState.Exploded));
        Flag(json, "did_scd"u8, state.Get(MedusaState.ScdType) is not null);
        Text(json, "scd_type"u8, state.Get(MedusaState.ScdType));
        Count(json, "scd_inserts"u8, state.Get(MedusaState.ScdInserts));
        Count(json, "scd_updates"u8, state.Get(MedusaState.ScdUpdates));
        Count(json, "silver_row_count"u8, state[MedusaState.Silver].RowCount);
        Count(json, "quarantine_row_count"u8, state[MedusaState.Quarantine].RowCount);
        Count(json, "source_a_row_count"u8, state[MedusaState.BronzeA].RowCount);
        Flag(json, "grader_passed"u8, state.Get(MedusaState.GraderPassed));
        Text(json, "grader_report"u8, state.Get(MedusaState.GraderReport));
    }

    private static void Number(JsonBuffer json, ReadOnlySpan<byte> name, double value)
    {
        json.Name(name);
        json.Number(value);
    }

    private static void Count(JsonBuffer json, ReadOnlySpan<byte> name, long value)
    {
        json.Name(name);
        json.Integer(value);
    }

    private static void Flag(JsonBuffer json, ReadOnlySpan<byte> name, bool value)
    {
        json.Name(name);
        json.Boolean(value);
    }

    private static void Text(JsonBuffer json, ReadOnlySpan<byte> name, string? value)
    {
        json.Name(name);
        json.Text(value);
    }
}
