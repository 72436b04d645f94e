using System.Globalization;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>An episode from start to end as one JSON object, for training and for replay elsewhere.</summary>
internal static class Trajectory
{
    public static Problem? Write(Episode episode, EpisodeHistory history, EpisodeStarter starter, JsonBuffer json)
    {
        WriteSteps(episode.Started, history, json);
        WriteOutcome(episode, starter, json);
        json.EndObject();
        return null;
    }

    /// <summary>Writes what the journal alone tells: all but grade and score, which are null, and why an episode that ended has none.</summary>
    /// <param name="history">The episode's history, with its answers.</param>
    /// <param name="json">Where to write it.</param>
    public static void WriteRecorded(EpisodeHistory history, JsonBuffer json)
    {
        WriteSteps(history.Started, history, json);
        var head = history.Head;
        WriteOutcome(head.EndReason, null, null, head.CumulativeReward, json);
        if (head.Status != EpisodeStatus.Running)
        {
            json.Name("ungraded"u8);
            json.Text(ProblemCode.PluginUnavailable);
        }

        json.EndObject();
    }

    private static void WriteSteps(EpisodeStarted started, EpisodeHistory history, JsonBuffer json)
    {
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
        if (view.Status == EpisodeStatus.Running || episode.DivergedAt is not null)
        {
            WriteOutcome(view.EndReason, null, null, view.CumulativeReward, json);
            return;
        }

        var outcome = GradeView.Judge(episode, view, null, starter);
        WriteOutcome(view.EndReason, outcome.Grade, outcome.Score, view.CumulativeReward, json);
    }

    private static void WriteOutcome(string? endReason, GradeReport? grade, double? score, double reward, JsonBuffer json)
    {
        json.Name("end_reason"u8);
        json.Text(endReason);
        json.Name("grade"u8);
        if (grade is null)
        {
            json.Null();
        }
        else
        {
            json.StartObject();
            GradeView.WriteChecks(grade, json);
            json.EndObject();
        }

        json.Name("score"u8);
        json.Value(score is { } given ? given : default(Value));
        json.Name("return"u8);
        json.Number(reward);
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
