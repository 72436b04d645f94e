using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Medusa.Bench.Network;

/// <summary>Many episodes driven over one native socket, either a frame a step or a frame for all.</summary>
/// <param name="address">The server's <c>ws://</c> address of <c>/v1/ws</c>.</param>
/// <param name="environment">The environment.</param>
/// <param name="actions">The actions of an episode, in order.</param>
internal sealed class FrameLoad(Uri address, string environment, IReadOnlyList<string> actions)
{
    private const int Groups = 16;

    /// <summary>Starts episodes, takes every step of each, and closes them.</summary>
    /// <param name="episodes">How many episodes.</param>
    /// <param name="stepsAFrame">How many steps are in a frame.</param>
    /// <returns>The seconds that the steps took.</returns>
    public async Task<double> RunAsync(int episodes, int stepsAFrame)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(address, CancellationToken.None);
        var buffer = new byte[1 << 20];
        var seeds = string.Join(',', Enumerable.Range(0, Groups));
        await SendAsync(socket, Encoding.UTF8.GetBytes($$"""{"id":0,"op":"create","environment":"{{environment}}","seeds":[{{seeds}}],"count":{{episodes / Groups}}}"""));
        using var created = new MemoryStream();
        await ReceiveAsync(socket, buffer, created);
        using var document = JsonDocument.Parse(created.ToArray());
        var ids = document.RootElement.GetProperty("episodes").EnumerateArray().Select(episode => episode.GetProperty("episode_id").GetString()!).ToArray();
        var frames = actions.Select((action, index) => ids.Chunk(stepsAFrame).Select(chunk => Frame(chunk, action, index + 1)).ToArray()).ToArray();
        var start = Stopwatch.GetTimestamp();
        foreach (var step in frames)
        {
            var sending = Task.Run(async () =>
            {
                foreach (var frame in step)
                {
                    await SendAsync(socket, frame);
                }
            });
            for (var reply = 0; reply < step.Length; reply++)
            {
                await ReceiveAsync(socket, buffer, null);
            }

            await sending;
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (var id in ids)
        {
            await SendAsync(socket, Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","op":"close","episode_id":"{{id}}"}"""));
            await ReceiveAsync(socket, buffer, null);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        return seconds;
    }

    private static byte[] Frame(string[] ids, string action, int step)
    {
        var elements = ids.Select(id => $$$"""{"episode_id":"{{{id}}}","action":{"action":"{{{action}}}"},"step":{{{step}}}}""").ToArray();
        return Encoding.UTF8.GetBytes(elements is [var only] ? $$"""{"id":{{step}},"op":"step",{{only[1..]}}""" : $$"""{"id":{{step}},"op":"steps","steps":[{{string.Join(',', elements)}}]}""");
    }

    private static Task SendAsync(ClientWebSocket socket, byte[] frame) => socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async ValueTask ReceiveAsync(ClientWebSocket socket, byte[] buffer, MemoryStream? kept)
    {
        ValueWebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            var part = buffer.AsMemory(0, result.Count);
            kept?.Write(part.Span);
            if (part.Span.IndexOf("\"error\":{"u8) >= 0)
            {
                throw new InvalidOperationException($"The server answered an error: {Encoding.UTF8.GetString(part.Span[..Math.Min(part.Length, 500)])}");
            }
        }
        while (!result.EndOfMessage);
    }
}
