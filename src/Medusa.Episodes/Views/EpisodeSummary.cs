using System.Globalization;
using System.Text;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Where an episode stands: one JSON object.</summary>
internal static class EpisodeSummary
{
    public static void Write(EpisodeHead head, string node, JsonBuffer json)
    {
        var started = head.Started;
        json.StartObject();
        json.Name("episode_id"u8);
        json.Text(started.Id.Value);
        WriteOrigin(started, json);
        json.Name("status"u8);
        json.Text(head.StatusText);
        json.Name("next_step"u8);
        json.Integer(head.Step + 1);
        json.Name("cumulative_reward"u8);
        json.Number(head.CumulativeReward);
        json.Name("end_reason"u8);
        json.Text(head.EndReason ?? head.ClosedReason);
        json.Name("parent"u8);
        json.Text(head.Parent?.Value);
        json.Name("created_at"u8);
        json.Text(JournalTime.Text(head.CreatedAt));
        json.Name("durability"u8);
        json.Text(started.Durability);
        json.Name("node"u8);
        json.Text(node);
        json.EndObject();
    }

    /// <summary>What an episode was started from: environment, version, seed, options, task, label and labels.</summary>
    public static void WriteOrigin(EpisodeStarted started, JsonBuffer json)
    {
        json.Name("environment"u8);
        json.Text(started.Environment);
        json.Name("version"u8);
        json.Text(started.Version);
        json.Name("seed"u8);
        json.Raw(Encoding.ASCII.GetBytes(started.Seed.Number.ToString(CultureInfo.InvariantCulture)));
        json.Name("options"u8);
        json.Record(started.Options);
        json.Name("task"u8);
        json.Text(started.Task);
        json.Name("label"u8);
        json.Text(started.Label);
        json.Name("labels"u8);
        json.Record(started.Labels);
    }
}
