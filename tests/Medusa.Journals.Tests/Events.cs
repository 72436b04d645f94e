using System.Text;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Record = Medusa.Operators.Abstractions.Record;

namespace Medusa.Journals.Tests;

/// <summary>Events as an engine would write them.</summary>
internal static class Events
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Owner Alice = new("alice");

    public static EpisodeKey Key(string id, Owner? owner = null) => new(owner ?? Alice, EpisodeId.TryParse(id, out var read) ? read : throw new ArgumentException(id));

    public static EpisodeStarted Started(EpisodeKey key, Func<EpisodeStarted, EpisodeStarted>? with = null)
    {
        var started = new EpisodeStarted
        {
            Owner = key.Owner,
            Id = key.Id,
            Environment = "counting",
            Version = "1",
            Provenance = new PluginProvenance("p", "1.0.0", "ab"),
            Contract = "1.1.0",
            Seed = new Seed(7, "7"),
            Options = Record.Of(("rows", 2)),
            Scenario = "plain",
            Durability = "durable",
            StateDigest = Digest(0),
            Reply = Encoding.UTF8.GetBytes($$"""{"episode_id":"{{key.Id}}","step":0,"é":1.50}"""),
            TailOffset = 3,
            WallTime = Start,
        };
        return with is null ? started : with(started);
    }

    public static StepTaken Step(int index, Func<StepTaken, StepTaken>? with = null)
    {
        var step = new StepTaken
        {
            Index = index,
            Action = Encoding.UTF8.GetBytes($$$"""{"action":"ADD","params":{"amount":{{{index}}}}}"""),
            Reward = 0.5,
            Breakdown = [new RewardTerm("gain", 0.5)],
            CumulativeReward = 0.5 * index,
            Metrics = Record.Empty,
            StateDigest = Digest(index),
            Reply = Encoding.UTF8.GetBytes($$"""{"step":{{index}}, "spaced" : [1.0, 2.50]}"""),
            TailOffset = 4,
            WallTime = Start.AddSeconds(index),
        };
        return with is null ? step : with(step);
    }

    public static EpisodeForked Forked(EpisodeKey key, EpisodeId parent, int at, string? requestId = null) => new()
    {
        Started = Started(key, started => started with { RequestId = requestId }),
        Parent = parent,
        At = at,
        CumulativeReward = 0.5 * at,
        WallTime = Start.AddMinutes(1),
    };

    public static EpisodeClosed Closed(string reason = "deleted", int second = 100) => new() { Reason = reason, WallTime = Start.AddSeconds(second) };

    /// <summary>An event's bytes as text, which tell all of it.</summary>
    public static string Text(EpisodeEvent? journaled) => journaled is null ? "-" : Encoding.UTF8.GetString(EventCodec.Encode(journaled));

    private static StateDigest Digest(int number)
    {
        var bytes = new byte[StateDigest.Size];
        bytes[0] = (byte)number;
        return new StateDigest(bytes);
    }
}
