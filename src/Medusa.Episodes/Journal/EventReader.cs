using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Reads the fields of events and passes over those it does not know.</summary>
internal static class EventReader
{
    public static EpisodeEvent Read(JsonElement json, bool withReply) => json.GetProperty("type").GetString() switch
    {
        "episode_started" => ReadStarted(json, withReply, WallTime(json, "wall_time")),
        "step_taken" => ReadStep(json, withReply),
        "episode_forked" => ReadForked(json, withReply),
        "episode_closed" => new EpisodeClosed { Reason = Text(json, "reason"), WallTime = WallTime(json, "wall_time") },
        var other => throw new FormatException($"There is no event of type '{other}'."),
    };

    private static EpisodeStarted ReadStarted(JsonElement json, bool withReply, DateTimeOffset startedAt)
    {
        var provenance = json.GetProperty("provenance");
        var seed = json.GetProperty("seed");
        return new EpisodeStarted
        {
            Schema = json.GetProperty("schema").GetInt32(),
            Owner = new Owner(Text(json, "owner")),
            Id = Id(json, "episode_id"),
            Environment = Text(json, "environment"),
            Version = Text(json, "version"),
            Provenance = new PluginProvenance(Text(provenance, "plugin"), Text(provenance, "version"), Text(provenance, "sha256")),
            Contract = Text(json, "contract"),
            Seed = new Seed(BigInteger.Parse(seed.GetProperty("number").GetRawText(), CultureInfo.InvariantCulture), Text(seed, "text")),
            IsSeedDrawn = seed.GetProperty("drawn").GetBoolean(),
            Options = Fields(json, "options"),
            Task = TextOrNull(json, "task"),
            Scenario = Text(json, "scenario"),
            Durability = Text(json, "durability"),
            OnInvalidAction = Text(json, "on_invalid_action") == "step" ? InvalidActionMode.Step : InvalidActionMode.Error,
            RequestId = TextOrNull(json, "request_id"),
            Request = TextOrNull(json, "request"),
            Label = TextOrNull(json, "label"),
            Labels = Fields(json, "labels"),
            Session = TextOrNull(json, "session"),
            Generation = json.TryGetProperty("generation", out var generation) ? generation.GetInt32() : 0,
            IdleTimeout = json.TryGetProperty("idle_timeout_s", out var idle) ? TimeSpan.FromSeconds(idle.GetDouble()) : null,
            Deadline = json.TryGetProperty("deadline", out _) ? WallTime(json, "deadline") : null,
            StateDigest = Digest(json),
            Reply = Reply(json, withReply),
            TailOffset = json.GetProperty("tail_offset").GetInt32(),
            WallTime = startedAt,
        };
    }

    private static StepTaken ReadStep(JsonElement json, bool withReply)
    {
        var isDone = json.GetProperty("done").GetBoolean();
        return new StepTaken
        {
            Index = json.GetProperty("index").GetInt32(),
            Action = Raw(json.GetProperty("action")),
            RequestId = TextOrNull(json, "request_id"),
            Reward = json.GetProperty("reward").GetDouble(),
            Breakdown = [.. json.GetProperty("breakdown").EnumerateArray().Select(term => new RewardTerm(Text(term, "rule"), term.GetProperty("value").GetDouble()))],
            CumulativeReward = json.GetProperty("cumulative_reward").GetDouble(),
            Status = !isDone ? EpisodeStatus.Running : json.GetProperty("truncated").GetBoolean() ? EpisodeStatus.Truncated : EpisodeStatus.Terminated,
            EndReason = TextOrNull(json, "end_reason"),
            Metrics = Fields(json, "metrics"),
            StateDigest = Digest(json),
            Reply = Reply(json, withReply),
            TailOffset = json.GetProperty("tail_offset").GetInt32(),
            WallTime = WallTime(json, "wall_time"),
        };
    }

    private static EpisodeForked ReadForked(JsonElement json, bool withReply) => new()
    {
        Started = ReadStarted(json, withReply, WallTime(json, "started_at")),
        Parent = Id(json, "parent"),
        At = json.GetProperty("at").GetInt32(),
        CumulativeReward = json.GetProperty("cumulative_reward").GetDouble(),
        Status = TextOrNull(json, "status") switch
        {
            null => EpisodeStatus.Running,
            "truncated" => EpisodeStatus.Truncated,
            _ => EpisodeStatus.Terminated,
        },
        EndReason = TextOrNull(json, "end_reason"),
        WallTime = WallTime(json, "wall_time"),
    };

    private static ReadOnlyMemory<byte> Reply(JsonElement json, bool isWanted) => isWanted ? Raw(json.GetProperty("reply")) : default;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null.");

    private static string? TextOrNull(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static Record Fields(JsonElement json, string name) => JsonValue.InOrder(json.GetProperty(name)).AsRecord;

    private static byte[] Raw(JsonElement json) => JsonMarshal.GetRawUtf8Value(json).ToArray();

    private static StateDigest Digest(JsonElement json) => new(Convert.FromHexString(Text(json, "state_digest")));

    private static EpisodeId Id(JsonElement json, string name) =>
        EpisodeId.TryParse(Text(json, name), out var id) ? id : throw new FormatException($"'{name}' is no episode id.");

    private static DateTimeOffset WallTime(JsonElement json, string name) => JournalTime.Parse(Text(json, name));
}
