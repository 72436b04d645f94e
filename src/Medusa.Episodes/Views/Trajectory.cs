using System.Globalization;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>An episode from start to end as one JSON object, for training and for replay elsewhere.</summary>
internal static class Trajectory
{
    public static Problem? Write(Episode episode, EpisodeHistory history, EpisodeStarter starter, JsonBuffer json)
    {
        var started = episode.Started;
        json.StartObject();
        json.Name("episode_id"u8);
        json.Text(started.Id.Value);
        json.Name("provenance"u8);
        json.StartObject();
        json.Name("plugin"u8);
        json.Text(started.Provenance.Id);
        json.Name("version"u8);
        json.Text(started.Provenance.Version);
        json.Name("sha256"u8);
        json.Text(started.Provenance.Sha256);
        json.Name("contract"u8);
        json.Text(started.Contract);
        json.EndObject();
        EpisodeSummary.WriteOrigin(started, json);
        json.Name("parent"u8);
        json.Text(history.Fork?.Parent.Value);
        json.Name("forked_at"u8);
        json.Value(history.Fork is { } fork ? fork.At : default(Value));
        json.Name("steps"u8);
        json.StartList();
        var before = ObservationOf(history.Origin.Reply);
        foreach (var step in history.Steps)
        {
            WriteStep(step, before, json);
            before = ObservationOf(step.Reply);
        }

        json.EndList();
        json.Name("final_observation"u8);
        json.Raw(before.Span);
        WriteOutcome(episode, starter, json);
        json.EndObject();
        return null;
    }

    private static void WriteStep(StepTaken step, ReadOnlyMemory<byte> before, JsonBuffer json)
    {
        json.StartObject();
        json.Name("observation"u8);
        json.Raw(before.Span);
        json.Name("action"u8);
        json.Raw(step.Action.Span);
        json.Name("reward"u8);
        json.Number(step.Reward);
        json.Name("reward_breakdown"u8);
        GovernanceLog.WriteBreakdown(step, json);
        json.Name("terminated"u8);
        json.Boolean(step.Status == EpisodeStatus.Terminated);
        json.Name("truncated"u8);
        json.Boolean(step.Status == EpisodeStatus.Truncated);
        json.Name("state_digest"u8);
        json.Text(step.StateDigest.ToString());
        json.EndObject();
    }

    private static void WriteOutcome(Episode episode, EpisodeStarter starter, JsonBuffer json)
    {
        var view = episode.Now.View;
        json.Name("end_reason"u8);
        json.Text(view.EndReason);
        if (view.Status == EpisodeStatus.Running || episode.DivergedAt is not null)
        {
            json.Name("grade"u8);
            json.Null();
            json.Name("score"u8);
            json.Null();
        }
        else
        {
            var outcome = GradeView.Judge(episode, view, null, starter);
            json.Name("grade"u8);
            json.StartObject();
            GradeView.WriteChecks(outcome.Grade, json);
            json.EndObject();
            json.Name("score"u8);
            json.Number(outcome.Score);
        }

        json.Name("return"u8);
        json.Number(view.CumulativeReward);
    }

    /// <summary>The observation within an encoded step result.</summary>
    private static ReadOnlyMemory<byte> ObservationOf(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = JsonValue.MaxDepth * 2 });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            var isFound = reader.ValueTextEquals("observation"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isFound)
            {
                return body[start..(int)reader.BytesConsumed];
            }
        }

        throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"A recorded answer of {body.Length} bytes holds no observation."));
    }
}
