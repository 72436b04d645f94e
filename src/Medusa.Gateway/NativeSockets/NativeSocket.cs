using System.Net.WebSockets;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway;

/// <summary>One socket of the native API: reads requests as long as the window has room, and sends replies as they come.</summary>
/// <param name="socket">The socket.</param>
/// <param name="frames">Serves the requests.</param>
/// <param name="sender">Sends the replies.</param>
/// <param name="window">The requests that are not answered yet.</param>
/// <param name="services">The limits.</param>
/// <param name="abort">Cuts the connection.</param>
internal sealed partial class NativeSocket(WebSocket socket, NativeFrames frames, ReplySender sender, RequestWindow window, NativeFrameServices services, Action abort) : IDisposable
{
    private static readonly TimeSpan CloseWait = TimeSpan.FromSeconds(2);

    private readonly GatewayOptions options = services.Options;
    private readonly CancellationTokenSource ended = new();
    private volatile bool isRefusing;
    private int closed;

    /// <summary>Serves the socket until it ends.</summary>
    /// <param name="stopping">Tells that the server stops.</param>
    /// <param name="refused">Tells that the caller's key is good no more.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken refused)
    {
        var sending = SendAsync();
        try
        {
            await using (stopping.UnsafeRegister(static self => _ = ((NativeSocket)self!).StopAsync((WebSocketCloseStatus)1012, "The server restarts."), this))
            await using (refused.UnsafeRegister(static self => _ = ((NativeSocket)self!).RefuseAsync(), this))
            {
                await ReceiveAllAsync();
            }
        }
        catch (Exception error) when (IsLost(error))
        {
            SocketLost(services.Log, error.Message);
        }
        finally
        {
            sender.End();
            await sending;
            await ended.CancelAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ended.Dispose();

    private async Task ReceiveAllAsync()
    {
        while (true)
        {
            var message = new IncomingMessage();
            await ReceiveAsync(message);
            switch (message.Kind)
            {
                case IncomingKind.Text when Volatile.Read(ref closed) == 0 && !isRefusing:
                    await frames.HandleAsync(message);
                    continue;
                case IncomingKind.Close:
                    await window.EmptyAsync().AsTask().WaitAsync(options.SendTimeout, services.Clock);
                    await CloseAsync(WebSocketCloseStatus.NormalClosure, string.Empty);
                    break;
                case IncomingKind.TooLarge:
                    await CloseAsync(WebSocketCloseStatus.MessageTooBig, $"A message may have {options.MaxMessageBytes} bytes.");
                    break;
                case IncomingKind.Binary when Volatile.Read(ref closed) == 0:
                    await CloseAsync(WebSocketCloseStatus.InvalidMessageType, "Send text frames.");
                    break;
            }

            message.Release();
            if (message.Kind == IncomingKind.Close)
            {
                return;
            }
        }
    }

    private async ValueTask ReceiveAsync(IncomingMessage message)
    {
        while (true)
        {
            var result = await socket.ReceiveAsync(message.Free(), CancellationToken.None);
            message.Advance(result.Count);
            message.Kind = result.MessageType switch
            {
                WebSocketMessageType.Close => IncomingKind.Close,
                _ when message.Length > options.MaxMessageBytes => IncomingKind.TooLarge,
                WebSocketMessageType.Text => IncomingKind.Text,
                _ => IncomingKind.Binary,
            };
            if (result.EndOfMessage || message.Kind is IncomingKind.Close or IncomingKind.TooLarge)
            {
                return;
            }
        }
    }

    private async Task SendAsync()
    {
        try
        {
            await sender.RunAsync();
        }
        catch (TimeoutException)
        {
            SlowReader(services.Log, options.SendTimeout.TotalSeconds);
            socket.Abort();
            abort();
        }
        catch (Exception error) when (IsLost(error))
        {
            SocketLost(services.Log, error.Message);
            abort();
        }
    }

    private Task RefuseAsync()
    {
        isRefusing = true;
        return StopAsync(WebSocketCloseStatus.PolicyViolation, SocketPump.KeyEnded);
    }

    /// <summary>What was read is answered, then the socket is closed.</summary>
    private async Task StopAsync(WebSocketCloseStatus status, string reason)
    {
        try
        {
            await window.EmptyAsync().AsTask().WaitAsync(options.ShutdownGrace, services.Clock);
        }
        catch (TimeoutException)
        {
            SocketLost(services.Log, "Requests ran longer than the server waits when it ends a socket.");
        }

        await CloseAsync(status, reason);
    }

    /// <summary>Sends a close frame, once, and cuts the connection where the client does not answer it.</summary>
    private async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        if (Interlocked.Exchange(ref closed, 1) != 0)
        {
            return;
        }

        try
        {
            await socket.CloseOutputAsync(status, reason, CancellationToken.None).WaitAsync(options.SendTimeout, services.Clock);
        }
        catch (Exception error) when (IsLost(error))
        {
            SocketLost(services.Log, error.Message);
        }

        if (!ended.IsCancellationRequested)
        {
            _ = CutAsync(ended.Token);
        }
    }

    private async Task CutAsync(CancellationToken cancellation)
    {
        await Task.WhenAny(Task.Delay(CloseWait, services.Clock, cancellation));
        if (!cancellation.IsCancellationRequested)
        {
            socket.Abort();
            abort();
        }
    }

    /// <summary>What the socket throws once the other side, or this one, has gone.</summary>
    private static bool IsLost(Exception error) =>
        error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException or TimeoutException;

    [LoggerMessage(Level = LogLevel.Debug, Message = "A socket of the native API ended: {reason}")]
    private static partial void SocketLost(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A client did not read for {seconds} s and was dropped.")]
    private static partial void SlowReader(ILogger log, double seconds);
}
