using System.Globalization;
using System.Text;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Writes the fields of events. Optional fields are left out where they hold nothing.</summary>
internal static class EventWriter
{
    public static void Write(EpisodeEvent journaled, JsonBuffer json)
    {
        switch (journaled)
        {
            case EpisodeStarted started:
                Text(json, "type"u8, "episode_started");
                WriteStarted(started, json);
                Reply(json, started.Reply, started.TailOffset);
                break;
            case StepTaken step:
                WriteStep(step, json);
                break;
            case EpisodeForked forked:
                WriteForked(forked, json);
                break;
            case EpisodeClosed closed:
                Text(json, "type"u8, "episode_closed");
                Text(json, "reason"u8, closed.Reason);
                break;
            default:
                throw new NotSupportedException($"{journaled.GetType().Name} has no encoding.");
        }

        Text(json, "wall_time"u8, JournalTime.Text(journaled.WallTime));
    }

    private static void WriteStarted(EpisodeStarted started, JsonBuffer json)
    {
        Text(json, "owner"u8, started.Owner.Value);
        Text(json, "episode_id"u8, started.Id.Value);
        Text(json, "environment"u8, started.Environment);
        Text(json, "version"u8, started.Version);
        json.Name("provenance"u8);
        json.StartObject();
        Text(json, "plugin"u8, started.Provenance.Id);
        Text(json, "version"u8, started.Provenance.Version);
        Text(json, "sha256"u8, started.Provenance.Sha256);
        json.EndObject();
        Text(json, "contract"u8, started.Contract);
        json.Name("seed"u8);
        json.StartObject();
        json.Name("number"u8);
        json.Raw(Encoding.ASCII.GetBytes(started.Seed.Number.ToString(CultureInfo.InvariantCulture)));
        Text(json, "text"u8, started.Seed.Text);
        json.Name("drawn"u8);
        json.Boolean(started.IsSeedDrawn);
        json.EndObject();
        json.Name("options"u8);
        json.Record(started.Options);
        Text(json, "task"u8, started.Task);
        Text(json, "scenario"u8, started.Scenario);
        Text(json, "durability"u8, started.Durability);
        Text(json, "on_invalid_action"u8, started.OnInvalidAction == InvalidActionMode.Step ? "step" : "error");
        Text(json, "request_id"u8, started.RequestId);
        Text(json, "request"u8, started.Request);
        Text(json, "label"u8, started.Label);
        json.Name("labels"u8);
        json.Record(started.Labels);
        Text(json, "session"u8, started.Session);
        if (started.Session is not null)
        {
            json.Name("generation"u8);
            json.Integer(started.Generation);
        }

        if (started.IdleTimeout is { } idle)
        {
            json.Name("idle_timeout_s"u8);
            json.Number(idle.TotalSeconds);
        }

        Text(json, "deadline"u8, started.Deadline is { } deadline ? JournalTime.Text(deadline) : null);
        Text(json, "state_digest"u8, started.StateDigest.ToString());
    }

    private static void WriteStep(StepTaken step, JsonBuffer json)
    {
        Text(json, "type"u8, "step_taken");
        json.Name("index"u8);
        json.Integer(step.Index);
        json.Name("action"u8);
        json.Raw(step.Action.Span);
        Text(json, "request_id"u8, step.RequestId);
        json.Name("reward"u8);
        json.Number(step.Reward);
        json.Name("breakdown"u8);
        GovernanceLog.WriteBreakdown(step, json);
        json.Name("cumulative_reward"u8);
        json.Number(step.CumulativeReward);
        json.Name("done"u8);
        json.Boolean(step.Done);
        if (step.Done)
        {
            json.Name("truncated"u8);
            json.Boolean(step.Status == EpisodeStatus.Truncated);
            Text(json, "end_reason"u8, step.EndReason);
        }

        json.Name("metrics"u8);
        json.Record(step.Metrics);
        Text(json, "state_digest"u8, step.StateDigest.ToString());
        Reply(json, step.Reply, step.TailOffset);
    }

    private static void WriteForked(EpisodeForked forked, JsonBuffer json)
    {
        Text(json, "type"u8, "episode_forked");
        Text(json, "parent"u8, forked.Parent.Value);
        json.Name("at"u8);
        json.Integer(forked.At);
        json.Name("cumulative_reward"u8);
        json.Number(forked.CumulativeReward);
        if (forked.Status != EpisodeStatus.Running)
        {
            Text(json, "status"u8, forked.Status == EpisodeStatus.Truncated ? "truncated" : "terminated");
            Text(json, "end_reason"u8, forked.EndReason);
        }

        Text(json, "started_at"u8, JournalTime.Text(forked.Started.WallTime));
        WriteStarted(forked.Started, json);
        Reply(json, forked.Started.Reply, forked.Started.TailOffset);
    }

    private static void Reply(JsonBuffer json, ReadOnlyMemory<byte> reply, int tailOffset)
    {
        json.Name("tail_offset"u8);
        json.Integer(tailOffset);
        json.Name("reply"u8);
        json.Raw(reply.Span);
    }

    private static void Text(JsonBuffer json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            json.Name(name);
            json.Text(text);
        }
    }
}
