using System.Net.WebSockets;

namespace Medusa.Bench.Network;

/// <summary>
/// The empty server that Medusa's WebSocket throughput is compared with: the same host and middleware, no work. It answers the n-th frame of a cycle with a
/// canned frame of the size that Medusa's reply has.
/// </summary>
internal static class EchoServer
{
    /// <summary>The argument that makes this program the empty server.</summary>
    public const string Verb = "--echo";

    /// <summary>Serves until the process is stopped.</summary>
    /// <param name="port">The loopback port.</param>
    /// <param name="replySizes">The sizes in bytes of the replies of one cycle.</param>
    public static async Task RunAsync(int port, int[] replySizes)
    {
        var replies = replySizes.Select(Reply).ToArray();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.ListenLocalhost(port));
        var app = builder.Build();
        app.UseWebSockets();
        app.Map("/ws", async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await EchoAsync(socket, replies, context.RequestAborted);
        });
        app.MapGet("/health", () => "ok");
        await app.RunAsync();
    }

    private static async Task EchoAsync(WebSocket socket, byte[][] replies, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        for (var frame = 0; ; frame++)
        {
            ValueWebSocketReceiveResult result;
            do
            {
                result = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
                    return;
                }
            }
            while (!result.EndOfMessage);
            await socket.SendAsync(replies[frame % replies.Length].AsMemory(), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, cancellation);
        }
    }

    private static byte[] Reply(int size)
    {
        var reply = new byte[Math.Max(size, 2)];
        Array.Fill(reply, (byte)' ');
        reply[0] = (byte)'{';
        reply[^1] = (byte)'}';
        return reply;
    }
}
