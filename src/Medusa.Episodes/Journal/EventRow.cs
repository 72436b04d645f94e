using System.Text;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>An event as a database keeps it: its bytes, and beside them what a person wants to read without a program.</summary>
public sealed record EventRow
{
    /// <summary>The type: <c>episode_started</c>, <c>step_taken</c>, <c>episode_forked</c> or <c>episode_closed</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The number of steps taken after the event; null where it says nothing of it.</summary>
    public int? Step { get; init; }

    /// <summary>The action, canonical JSON.</summary>
    public string? Action { get; init; }

    /// <summary>The client's id of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The step's reward.</summary>
    public double? Reward { get; init; }

    /// <summary>The sum of the rewards so far.</summary>
    public double? CumulativeReward { get; init; }

    /// <summary><c>running</c>, <c>done</c>, <c>closed</c> or <c>expired</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why the episode ended.</summary>
    public string? EndReason { get; init; }

    /// <summary>The digest of the state after the event, hexadecimal.</summary>
    public string? StateDigest { get; init; }

    /// <summary>When the event was decided, UTC.</summary>
    public required DateTimeOffset WallTime { get; init; }

    /// <summary>Whether no step can follow.</summary>
    public bool EndsEpisode { get; init; }

    /// <summary>The event: <see cref="EventCodec"/>.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>The checksum of the bytes.</summary>
    public uint Checksum => EventChecksum.Of(Bytes);

    /// <summary>The row of an event.</summary>
    /// <param name="journaled">The event.</param>
    public static EventRow Of(EpisodeEvent journaled)
    {
        ArgumentNullException.ThrowIfNull(journaled);
        var bytes = EventCodec.Encode(journaled);
        return journaled switch
        {
            StepTaken step => new EventRow
            {
                Kind = "step_taken",
                Step = step.Index,
                Action = JournalText.Clean(Encoding.UTF8.GetString(step.Action.Span)),
                RequestId = JournalText.Clean(step.RequestId),
                Reward = step.Reward,
                CumulativeReward = step.CumulativeReward,
                Status = StatusOf(step.Status),
                EndReason = JournalText.Clean(step.EndReason),
                StateDigest = step.StateDigest.ToString(),
                WallTime = step.WallTime,
                EndsEpisode = step.Done,
                Bytes = bytes,
            },
            EpisodeForked fork => new EventRow
            {
                Kind = "episode_forked",
                Step = fork.At,
                RequestId = JournalText.Clean(fork.Started.RequestId),
                CumulativeReward = fork.CumulativeReward,
                Status = StatusOf(fork.Status),
                EndReason = JournalText.Clean(fork.EndReason),
                StateDigest = fork.Started.StateDigest.ToString(),
                WallTime = fork.WallTime,
                EndsEpisode = fork.EndsEpisode,
                Bytes = bytes,
            },
            EpisodeStarted started => new EventRow
            {
                Kind = "episode_started",
                Step = 0,
                RequestId = JournalText.Clean(started.RequestId),
                Status = "running",
                StateDigest = started.StateDigest.ToString(),
                WallTime = started.WallTime,
                Bytes = bytes,
            },
            EpisodeClosed closed => new EventRow
            {
                Kind = "episode_closed",
                Status = closed.IsTruncation ? "done" : closed.Reason == EpisodeClosed.Expired ? "expired" : "closed",
                EndReason = JournalText.Clean(closed.Reason),
                WallTime = closed.WallTime,
                EndsEpisode = true,
                Bytes = bytes,
            },
            _ => throw new NotSupportedException($"{journaled.GetType().Name} has no row."),
        };
    }

    /// <summary>The event of stored bytes.</summary>
    /// <param name="index">The event's place in its episode, for the error.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="checksum">The checksum that was stored with them.</param>
    /// <param name="withReply">Whether the recorded answer is wanted.</param>
    /// <exception cref="JournalDamageException">They are not what was stored.</exception>
    public static EpisodeEvent Read(int index, ReadOnlySpan<byte> bytes, long checksum, bool withReply)
    {
        if (EventChecksum.Of(bytes) != checksum)
        {
            throw new JournalDamageException(index);
        }

        try
        {
            return (withReply ? null : StepReader.TryRead(bytes)) ?? EventCodec.Decode(bytes.ToArray(), withReply);
        }
        catch (Exception malformed) when (malformed is FormatException or System.Text.Json.JsonException)
        {
            throw new JournalDamageException(index, malformed);
        }
    }

    private static string StatusOf(EpisodeStatus status) => status == EpisodeStatus.Running ? "running" : "done";
}
