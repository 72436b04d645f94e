using System.Text;

namespace Medusa.Episodes;

/// <summary>A recorded answer under another episode's id: what a fork or a member of a group answers with, without encoding the observation again.</summary>
internal static class ReplyCopy
{
    private const string Before = "{\"episode_id\":";
    private const string Within = "\"metadata\":{\"episode_id\":";

    /// <summary>The answer under another id.</summary>
    /// <param name="body">A step result of <paramref name="from"/>.</param>
    /// <param name="tail">Where its observation begins.</param>
    /// <param name="from">The episode whose answer it is.</param>
    /// <param name="to">The episode whose answer it becomes.</param>
    public static (byte[] Body, int TailOffset) Of(ReadOnlySpan<byte> body, int tail, EpisodeId from, EpisodeId to)
    {
        // Ids hold no character that JSON escapes, so their text is their encoding.
        var longer = to.Value.Length - from.Value.Length;
        var first = Before.Length + 1;
        var second = body.LastIndexOf(Encoding.UTF8.GetBytes($"{Within}\"{from.Value}\"")) + Within.Length + 1;
        if (second <= tail)
        {
            throw new FoldFaultException("A recorded answer has no metadata.");
        }

        var copy = new byte[body.Length + (2 * longer)];
        var at = 0;
        Copy(body[..first], copy, ref at);
        at += Encoding.UTF8.GetBytes(to.Value, copy.AsSpan(at));
        Copy(body[(first + from.Value.Length)..second], copy, ref at);
        at += Encoding.UTF8.GetBytes(to.Value, copy.AsSpan(at));
        Copy(body[(second + from.Value.Length)..], copy, ref at);
        return (copy, tail + longer);
    }

    /// <summary>Where the observation begins in a step result.</summary>
    /// <param name="body">The step result.</param>
    public static int TailOf(ReadOnlySpan<byte> body) => body.IndexOf("\"observation\":"u8);

    private static void Copy(ReadOnlySpan<byte> part, Span<byte> copy, ref int at)
    {
        part.CopyTo(copy[at..]);
        at += part.Length;
    }
}
