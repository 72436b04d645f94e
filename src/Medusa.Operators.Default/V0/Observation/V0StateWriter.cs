using System.Text;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>Writes the original's state fields, in its order.</summary>
internal static class V0StateWriter
{
    /// <summary>Writes the fields from <c>run_id</c> on into the object that is open.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="maxSteps">The step limit to show.</param>
    /// <param name="stage"><c>init</c>, <c>running</c>, <c>committed</c> or <c>failed</c>.</param>
    /// <param name="json">Where to write them.</param>
    public static void Write(EpisodeView episode, int maxSteps, string stage, JsonBuffer json)
    {
        var state = episode.State;
        json.Name("run_id"u8);
        json.Text(episode.Label);
        json.Name("seed"u8);
        WriteSeed(episode.Seed, json);
        json.Name("scenario_id"u8);
        json.Text(episode.Scenario);
        json.Name("max_steps"u8);
        json.Integer(maxSteps);
        json.Name("step_idx"u8);
        json.Integer(episode.Step);
        json.Name("stage"u8);
        json.Text(stage);
        Number(V0State.AgeA, state, json);
        Number(V0State.AgeB, state, json);
        Flag(V0State.IsStaleA, state, json);
        Flag(V0State.IsStaleB, state, json);
        Flag(V0State.DidSyncCheck, state, json);
        Flag(V0State.DidEvolveSchema, state, json);
        Count(V0State.NewColumnsA, state, json);
        Count(V0State.NewColumnsB, state, json);
        Number(V0State.SchemaCompatibility, state, json);
        Number(V0State.NullRatioA, state, json);
        Number(V0State.NullRatioB, state, json);
        Number(V0State.UniquenessA, state, json);
        Number(V0State.UniquenessB, state, json);
        Flag(V0State.DidPrepA, state, json);
        Flag(V0State.DidPrepB, state, json);
        Flag(V0State.DidDeduplicateB, state, json);
        Number(V0State.MatchRate, state, json);
        Flag(V0State.DidJoin, state, json);
        Text(V0State.JoinType, state, json);
        Count(V0State.JoinRows, state, json);
        Flag(V0State.Exploded, state, json);
        Flag(V0State.DidScd, state, json);
        Text(V0State.ScdType, state, json);
        Count(V0State.ScdInserts, state, json);
        Count(V0State.ScdUpdates, state, json);
        Count(V0State.SilverRows, state, json);
        Count(V0State.QuarantineRows, state, json);
        Count(V0State.SourceARows, state, json);
        Flag(V0State.GraderPassed, state, json);
        Text(V0State.GraderReport, state, json);
        json.Name("cumulative_reward"u8);
        json.Number(episode.CumulativeReward);
    }

    private static void WriteSeed(Seed? seed, JsonBuffer json)
    {
        if (seed is { } given)
        {
            json.Raw(Encoding.ASCII.GetBytes(given.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
        else
        {
            json.Null();
        }
    }

    private static void Number(ScalarKey<double> key, EpisodeState state, JsonBuffer json)
    {
        json.Name(key.Name);
        json.Number(state.Get(key));
    }

    private static void Count(ScalarKey<long> key, EpisodeState state, JsonBuffer json)
    {
        json.Name(key.Name);
        json.Integer(state.Get(key));
    }

    private static void Flag(ScalarKey<bool> key, EpisodeState state, JsonBuffer json)
    {
        json.Name(key.Name);
        json.Boolean(state.Get(key));
    }

    private static void Text(ScalarKey<string> key, EpisodeState state, JsonBuffer json)
    {
        json.Name(key.Name);
        json.Text(state.Get(key));
    }
}
