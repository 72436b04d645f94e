using System.Buffers;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Medusa.Client;

namespace Medusa.Cli.Rollouts;

/// <summary>
/// One line of a trajectory file: the native API's trajectory, with the policy, the state digests and the last observation that <c>replay</c> compares:
/// <c>{environment, version, policy, seed, task?, options?, episode_id, state_digest, steps: [{observation (before), action, reward, breakdown, terminated,
/// truncated, state_digest}], final_observation, end_reason, return, grade}</c>.
/// </summary>
internal static class TrajectoryLine
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static byte[] Of(RolloutPlan plan, BigInteger seed, EpisodeRun run)
    {
        var bytes = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(bytes, Compact))
        {
            json.WriteStartObject();
            WriteOrigin(json, plan, seed, run);
            json.WriteStartArray("steps");
            var before = run.Start;
            foreach (var (action, result) in run.Steps)
            {
                WriteStep(json, before.Observation, action, result);
                before = result;
            }

            json.WriteEndArray();
            WriteEnd(json, before, run);
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteOrigin(Utf8JsonWriter json, RolloutPlan plan, BigInteger seed, EpisodeRun run)
    {
        json.WriteString("environment", plan.Environment.Name);
        json.WriteString("version", plan.Environment.Version);
        json.WriteString("policy", plan.Policy.Name);
        json.WritePropertyName("seed");
        json.WriteRawValue(seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (plan.Task is not null)
        {
            json.WriteString("task", plan.Task);
        }

        if (plan.Options.ValueKind != JsonValueKind.Undefined)
        {
            json.WritePropertyName("options");
            plan.Options.WriteTo(json);
        }

        json.WriteString("episode_id", run.Start.EpisodeId);
        json.WriteString("state_digest", run.Start.Metadata.StateDigest);
    }

    private static void WriteStep(Utf8JsonWriter json, JsonElement before, JsonElement action, StepResult result)
    {
        json.WriteStartObject();
        json.WritePropertyName("observation");
        before.WriteTo(json);
        json.WritePropertyName("action");
        action.WriteTo(json);
        json.WriteNumber("reward", result.Reward ?? 0);
        json.WriteStartArray("breakdown");
        foreach (var term in result.Metadata.RewardBreakdown)
        {
            json.WriteStartObject();
            json.WriteString("rule", term.Rule);
            json.WriteNumber("value", term.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("terminated", result.Metadata.Terminated ?? false);
        json.WriteBoolean("truncated", result.Metadata.Truncated ?? false);
        json.WriteString("state_digest", result.Metadata.StateDigest);
        json.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter json, StepResult last, EpisodeRun run)
    {
        json.WritePropertyName("final_observation");
        last.Observation.WriteTo(json);
        json.WriteString("end_reason", last.Metadata.EndReason);
        json.WriteNumber("return", last.Metadata.CumulativeReward);
        json.WritePropertyName("grade");
        run.Grade.WriteTo(json);
    }
}
