using System.Buffers;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Writes the answers to a batch: <c>"results": [step result or {"episode_id", "error"}, …]</c>. Recorded bodies are copied, not encoded again.</summary>
internal static class BatchJson
{
    private static ReadOnlySpan<byte> Opening => "{\"results\":["u8;

    private static ReadOnlySpan<byte> Replayed => ",\"replayed\":true}"u8;

    /// <summary>Encodes refusals, so that every element has a body.</summary>
    /// <param name="items">The batch, answered.</param>
    /// <returns>The number of bytes that the whole answer has.</returns>
    public static long Prepare(BatchItem[] items)
    {
        var length = (long)Opening.Length + 2 + items.Length - 1;
        foreach (ref var item in items.AsSpan())
        {
            var reply = item.Reply!;
            if (reply.Problem is { } problem)
            {
                item.Reply = reply = new EpisodeReply { Body = Encode(item.Episode, problem) };
            }

            length += reply.Body.Length + (reply.Replayed ? Replayed.Length - 1 : 0);
        }

        return length;
    }

    /// <summary>Writes one element, with what stands before it.</summary>
    /// <param name="reply">The answer, prepared.</param>
    /// <param name="isFirst">Whether it is the batch's first.</param>
    /// <param name="output">Where to write it.</param>
    public static void Write(EpisodeReply reply, bool isFirst, IBufferWriter<byte> output)
    {
        output.Write(isFirst ? Opening : ","u8);
        Write(reply, output);
    }

    /// <summary>Writes an answer; a recorded one gets the field <c>replayed</c> at its end.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="output">Where to write it.</param>
    public static void Write(EpisodeReply reply, IBufferWriter<byte> output)
    {
        var body = reply.Body.Span;
        if (reply.Replayed)
        {
            output.Write(body[..^1]);
            output.Write(Replayed);
        }
        else
        {
            output.Write(body);
        }
    }

    /// <summary>Writes what stands after the last element.</summary>
    /// <param name="output">Where to write it.</param>
    public static void End(IBufferWriter<byte> output) => output.Write("]}"u8);

    private static ReadOnlyMemory<byte> Encode(string? episode, Problem problem)
    {
        var json = new JsonBuffer(512);
        json.StartObject();
        json.Name("episode_id"u8);
        json.Text(episode);
        json.Name("error"u8);
        ProblemJson.Write(problem, json);
        json.EndObject();
        return json.WrittenMemory;
    }
}
