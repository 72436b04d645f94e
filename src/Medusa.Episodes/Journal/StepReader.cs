using System.Buffers.Text;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>
/// Reads what refolding needs of a step's bytes and passes over the rest, above all over the answer: an episode that comes back reads all of its steps. Bytes that
/// are not laid out as this version writes them are left to <see cref="EventReader"/>.
/// </summary>
internal static class StepReader
{
    private const int TimeLength = 28;

    private static ReadOnlySpan<byte> Beginning => "{\"schema\":1,\"type\":\"step_taken\",\"index\":"u8;

    private static ReadOnlySpan<byte> TimeField => "\"wall_time\":\""u8;

    /// <summary>The step without breakdown, metrics and answer; null where the bytes are laid out otherwise.</summary>
    public static StepTaken? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Beginning) || TimeOf(bytes) is not { } time)
        {
            return null;
        }

        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = JsonValue.MaxDepth * 2 });
        var fields = new Fields();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("tail_offset"u8))
            {
                return fields.Step(time);
            }

            if (!fields.TryTake(ref reader, bytes))
            {
                return null;
            }
        }

        return null;
    }

    private static DateTimeOffset? TimeOf(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.Length - TimeLength - 2;
        if (at < TimeField.Length || !bytes[(at - TimeField.Length)..at].SequenceEqual(TimeField) || !bytes.EndsWith("\"}"u8))
        {
            return null;
        }

        return Utf8Parser.TryParse(bytes.Slice(at, TimeLength), out DateTimeOffset time, out var read, 'O') && read == TimeLength ? time : null;
    }

    /// <summary>What was read so far.</summary>
    private struct Fields
    {
        private int index;
        private byte[]? action;
        private string? requestId;
        private double reward;
        private double cumulative;
        private bool isDone;
        private bool isTruncated;
        private string? endReason;
        private StateDigest? digest;

        /// <summary>Takes a field's value; false where it is none that can be read here.</summary>
        public bool TryTake(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
        {
            if (reader.ValueTextEquals("index"u8))
            {
                return reader.Read() && reader.TryGetInt32(out index);
            }

            if (reader.ValueTextEquals("action"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                action = bytes[start..(int)reader.BytesConsumed].ToArray();
                return true;
            }

            if (reader.ValueTextEquals("reward"u8))
            {
                return reader.Read() && reader.TryGetDouble(out reward);
            }

            if (reader.ValueTextEquals("cumulative_reward"u8))
            {
                return reader.Read() && reader.TryGetDouble(out cumulative);
            }

            if (reader.ValueTextEquals("state_digest"u8))
            {
                return reader.Read() && TryDigest(reader.ValueSpan);
            }

            if (reader.ValueTextEquals("done"u8))
            {
                return reader.Read() && Is(reader.TokenType, out isDone);
            }

            if (reader.ValueTextEquals("truncated"u8))
            {
                return reader.Read() && Is(reader.TokenType, out isTruncated);
            }

            if (reader.ValueTextEquals("request_id"u8))
            {
                reader.Read();
                requestId = reader.GetString();
                return true;
            }

            if (reader.ValueTextEquals("end_reason"u8))
            {
                reader.Read();
                endReason = reader.GetString();
                return true;
            }

            reader.Skip();
            return true;
        }

        public readonly StepTaken? Step(DateTimeOffset time) => index == 0 || action is null || digest is null ? null : new StepTaken
        {
            Index = index,
            Action = action,
            RequestId = requestId,
            Reward = reward,
            Breakdown = [],
            CumulativeReward = cumulative,
            Status = !isDone ? EpisodeStatus.Running : isTruncated ? EpisodeStatus.Truncated : EpisodeStatus.Terminated,
            EndReason = endReason,
            Metrics = Record.Empty,
            StateDigest = digest.Value,
            Reply = default,
            TailOffset = 0,
            WallTime = time,
        };

        private bool TryDigest(ReadOnlySpan<byte> hex)
        {
            Span<byte> bytes = stackalloc byte[StateDigest.Size];
            if (hex.Length != bytes.Length * 2 || Convert.FromHexString(hex, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            digest = new StateDigest(bytes);
            return true;
        }

        private static bool Is(JsonTokenType token, out bool value)
        {
            value = token == JsonTokenType.True;
            return token is JsonTokenType.True or JsonTokenType.False;
        }
    }
}
