using System.Net.WebSockets;
using System.Threading.Channels;

namespace Medusa.Gateway;

/// <summary>Sends the replies of one socket, those that are ready together in one write.</summary>
/// <param name="socket">The socket.</param>
/// <param name="stream">Its connection; null where writes cannot be held back.</param>
/// <param name="window">Gets the places back.</param>
/// <param name="telemetry">Counts messages.</param>
/// <param name="options">How long a client may not read.</param>
/// <param name="clock">The time.</param>
internal sealed class ReplySender(WebSocket socket, GatheringStream? stream, RequestWindow window, SocketTelemetry telemetry, GatewayOptions options, TimeProvider clock)
{
    private const int PartBytes = 64 << 10;

    private readonly Channel<ReplyFrame> ready = Channel.CreateUnbounded<ReplyFrame>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Sends a reply, or forgets it where the socket has ended.</summary>
    /// <param name="reply">The reply.</param>
    public void Post(ReplyFrame reply)
    {
        if (!ready.Writer.TryWrite(reply))
        {
            Drop(reply);
        }
    }

    /// <summary>Takes no more replies.</summary>
    public void End() => ready.Writer.TryComplete();

    /// <summary>Sends replies until <see cref="End"/>.</summary>
    /// <exception cref="TimeoutException">The client does not read.</exception>
    public async Task RunAsync()
    {
        try
        {
            while (await ready.Reader.WaitToReadAsync())
            {
                await SendReadyAsync();
            }
        }
        finally
        {
            End();
            while (ready.Reader.TryRead(out var left))
            {
                Drop(left);
            }
        }
    }

    private async ValueTask SendReadyAsync()
    {
        stream?.Hold();
        while (ready.Reader.TryRead(out var reply))
        {
            try
            {
                await SendAsync(reply.Memory);
                telemetry.Sent();
            }
            finally
            {
                Drop(reply);
            }
        }

        if (stream is not null)
        {
            await InTimeAsync(stream.SendHeldAsync());
        }
    }

    /// <summary>In parts, so that nobody has to hold a long reply twice.</summary>
    private async ValueTask SendAsync(ReadOnlyMemory<byte> reply)
    {
        while (true)
        {
            var isLast = reply.Length <= PartBytes;
            await InTimeAsync(socket.SendAsync(isLast ? reply : reply[..PartBytes], WebSocketMessageType.Text, isLast, CancellationToken.None));
            if (stream is { Held: >= PartBytes })
            {
                await InTimeAsync(stream.SendHeldAsync(goOn: true));
            }

            if (isLast)
            {
                return;
            }

            reply = reply[PartBytes..];
        }
    }

    private ValueTask InTimeAsync(ValueTask sending)
    {
        if (!sending.IsCompletedSuccessfully)
        {
            return new ValueTask(sending.AsTask().WaitAsync(options.SendTimeout, clock));
        }

        sending.GetAwaiter().GetResult();
        return default;
    }

    private void Drop(ReplyFrame reply)
    {
        reply.Dispose();
        window.Leave(reply.Claim);
    }
}
