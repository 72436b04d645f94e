using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway;

/// <summary>
/// Moves messages between a socket and a handler. One receive is always outstanding, also while a request runs, so that pings are answered. A message that arrives
/// before the reply to the one before was sent supersedes that reply: both requests are done in order, the last is answered; the same bytes again are one request.
/// </summary>
/// <param name="socket">The socket.</param>
/// <param name="handler">What speaks over it.</param>
/// <param name="telemetry">Counts and traces messages.</param>
/// <param name="options">The limits.</param>
/// <param name="clock">The time.</param>
/// <param name="abort">Cuts the connection.</param>
/// <param name="log">The log.</param>
internal sealed partial class SocketPump(WebSocket socket, IFrameHandler handler, SocketTelemetry telemetry, GatewayOptions options, TimeProvider clock, Action abort, ILogger log)
{
    private static readonly TimeSpan CloseWait = TimeSpan.FromSeconds(2);
    private const int KeptFrameBytes = 64 << 10;
    private const string Restarting = "The server restarts.";

    /// <summary>Why a socket is closed whose caller's key is good no more.</summary>
    public const string KeyEnded = "The key is accepted no more.";

    private readonly Inbox inbox = new(options.MaxWaitingRequests, options.AnswerPipelined);
    private JsonBuffer frame = new();
    private ValueTask<IncomingMessage> receive;
    private readonly Lock releasing = new();
    private SocketFarewell? farewell;
    private SocketEnd end = SocketEnd.Lost;
    private bool isReleased;
    private volatile bool isRefusing;
    private int closed;

    /// <summary>Starts the first receive.</summary>
    public Task<IncomingMessage> StartAsync() => ReceiveAsync(inbox.Take()).AsTask();

    /// <summary>Serves the socket until it ends.</summary>
    /// <param name="first">The first receive.</param>
    public async Task RunAsync(Task<IncomingMessage> first)
    {
        receive = new ValueTask<IncomingMessage>(first);
        try
        {
            while (await ServeOneAsync())
            {
            }
        }
        catch (Exception error) when (IsLost(error))
        {
            SocketLost(log, error.Message);
        }
        finally
        {
            await handler.EndAsync(end);
        }
    }

    /// <summary>Leaves the connection to its owner: nothing cuts it from here on.</summary>
    public void Release()
    {
        lock (releasing)
        {
            isReleased = true;
        }
    }

    /// <summary>Sends one frame and waits until it has left.</summary>
    /// <param name="bytes">The frame.</param>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        telemetry.Sent();
        var send = socket.SendAsync(bytes, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
        if (!send.IsCompletedSuccessfully)
        {
            return WaitForSendAsync(send.AsTask());
        }

        send.GetAwaiter().GetResult();
        return default;
    }

    /// <summary>Closes the socket once the request that runs is answered, because the server stops.</summary>
    public void Stop() => End(new SocketFarewell((WebSocketCloseStatus)1012, Restarting, default), EndNow);

    /// <summary>Closes the socket once the request that runs is answered, because another one has taken its session over; cuts it where the client does not answer.</summary>
    public void Supersede()
    {
        var last = new JsonBuffer();
        ErrorFrames.Write(KeyedSession.Superseded, last);
        End(new SocketFarewell(WebSocketCloseStatus.NormalClosure, string.Empty, last.WrittenMemory), CutAsync);
    }

    /// <summary>Closes the socket once the request that runs is answered, because its caller's key is good no more; nothing else that comes is done.</summary>
    public void Refuse()
    {
        var last = new SocketFarewell(WebSocketCloseStatus.PolicyViolation, KeyEnded, default);
        Interlocked.CompareExchange(ref farewell, last, null);
        isRefusing = true;
        End(last, CutAsync);
    }

    private void End(SocketFarewell last, Func<SocketFarewell, Task> now)
    {
        Interlocked.CompareExchange(ref farewell, last, null);
        if (inbox.Stop())
        {
            _ = now(last);
        }
    }

    private Task EndNow(SocketFarewell last) => CloseAsync(last.Status, last.Reason);

    private async Task CutAsync(SocketFarewell last)
    {
        await FarewellAsync(last);
        await Task.Delay(CloseWait, clock);
        Abort();
    }

    private async Task FarewellAsync(SocketFarewell last)
    {
        try
        {
            if (Volatile.Read(ref closed) == 0 && !last.Frame.IsEmpty)
            {
                await SendAsync(last.Frame);
            }
        }
        catch (Exception error) when (IsLost(error))
        {
            SocketLost(log, error.Message);
        }

        await CloseAsync(last.Status, last.Reason);
    }

    /// <summary>Cuts the connection, unless it is another socket's by now.</summary>
    private void Abort()
    {
        lock (releasing)
        {
            if (!isReleased)
            {
                abort();
            }
        }
    }

    /// <summary>Sends a close frame, once.</summary>
    /// <param name="status">Why.</param>
    /// <param name="reason">Why, in words.</param>
    public async Task CloseAsync(WebSocketCloseStatus status, string reason)
    {
        if (Interlocked.Exchange(ref closed, 1) != 0)
        {
            return;
        }

        try
        {
            await socket.CloseOutputAsync(status, reason, CancellationToken.None).WaitAsync(options.SendTimeout, clock);
        }
        catch (Exception error) when (IsLost(error) || error is TimeoutException)
        {
            SocketLost(log, error.Message);
        }
    }

    /// <summary>Reads and forgets what still comes, until the client's close frame or a moment has passed.</summary>
    /// <param name="pending">The outstanding receive.</param>
    /// <param name="wait">How long.</param>
    public async Task DrainAsync(Task<IncomingMessage> pending, TimeSpan wait)
    {
        var start = clock.GetTimestamp();
        try
        {
            while (wait - clock.GetElapsedTime(start) is var rest && rest > TimeSpan.Zero)
            {
                var message = await pending.WaitAsync(rest, clock);
                var isClose = message.Kind == IncomingKind.Close;
                message.Release();
                if (isClose)
                {
                    return;
                }

                pending = ReceiveAsync(message).AsTask();
            }
        }
        catch (Exception error) when (IsLost(error) || error is TimeoutException)
        {
            SocketLost(log, error.Message);
        }

        Abort();
    }

    /// <summary>Serves the next message and those that come in while it runs.</summary>
    private async ValueTask<bool> ServeOneAsync()
    {
        var current = await receive;
        if (current.Kind > IncomingKind.Binary)
        {
            return await EndReceivingAsync(current);
        }

        if (isRefusing)
        {
            receive = ReceiveAsync(inbox.Take());
            current.Release();
            end = SocketEnd.Closed;
            await EndAsync(farewell!);
            return false;
        }

        inbox.Begin(current);
        receive = ReceiveAsync(inbox.Take());
        while (true)
        {
            telemetry.Received();
            using var span = telemetry.Begin();
            var work = handler.HandleAsync(current, Frame());
            var outcome = work.IsCompletedSuccessfully ? work.Result : await Completed(work.AsTask());
            var isSuperseded = inbox.Finish(current);
            if (outcome == FrameOutcome.ReplyAndClose || (outcome == FrameOutcome.Reply && !isSuperseded))
            {
                await SendAsync(frame.WrittenMemory);
            }

            if (outcome is FrameOutcome.ReplyAndClose or FrameOutcome.Close)
            {
                end = outcome == FrameOutcome.Close ? SocketEnd.Asked : SocketEnd.Closed;
                await EndAsync(new SocketFarewell(WebSocketCloseStatus.NormalClosure, string.Empty, default));
                return false;
            }

            if (isRefusing || !inbox.TryNext(ref current))
            {
                break;
            }
        }

        if (inbox.IsStopping)
        {
            end = SocketEnd.Closed;
            await EndAsync(farewell!);
            return false;
        }

        return true;
    }

    private async Task<FrameOutcome> Completed(Task<FrameOutcome> work)
    {
        try
        {
            return await work;
        }
        catch (Exception error)
        {
            HandlerFailed(log, error);
            telemetry.Refused("internal_error");
            ErrorFrames.Write("The request failed inside the server; the episode is as it was.", ErrorFrames.ExecutionError, Frame());
            return FrameOutcome.Reply;
        }
    }

    private async Task EndAsync(SocketFarewell last)
    {
        await FarewellAsync(last);
        inbox.Rest();
        await DrainAsync(receive.AsTask(), CloseWait);
    }

    private async ValueTask<bool> EndReceivingAsync(IncomingMessage last)
    {
        end = SocketEnd.Closed;
        if (last.Kind == IncomingKind.Close)
        {
            await CloseAsync(WebSocketCloseStatus.NormalClosure, string.Empty);
        }
        else
        {
            await CloseAsync(WebSocketCloseStatus.MessageTooBig, $"A message may have {options.MaxMessageBytes} bytes.");
            await DrainAsync(ReceiveAsync(inbox.Take()).AsTask(), CloseWait);
        }

        last.Release();
        return false;
    }

    /// <summary>Reads until a message can be served at once. Messages that come while a request runs go into the inbox, and the next receive begins.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<IncomingMessage> ReceiveAsync(IncomingMessage message)
    {
        while (true)
        {
            var result = await socket.ReceiveAsync(message.Free(), CancellationToken.None);
            message.Advance(result.Count);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                message.Kind = IncomingKind.Close;
                return message;
            }

            if (message.Length > options.MaxMessageBytes)
            {
                message.Kind = IncomingKind.TooLarge;
                return message;
            }

            if (!result.EndOfMessage)
            {
                continue;
            }

            message.Kind = result.MessageType == WebSocketMessageType.Text ? IncomingKind.Text : IncomingKind.Binary;
            switch (inbox.Offer(message))
            {
                case InboxOffer.Serve:
                    return message;
                case InboxOffer.Full:
                    await CloseAsync(WebSocketCloseStatus.PolicyViolation, $"{options.MaxWaitingRequests} requests wait already: read the replies first.");
                    message.Kind = IncomingKind.Close;
                    return message;
                default:
                    message = inbox.Take();
                    break;
            }
        }
    }

    private async ValueTask WaitForSendAsync(Task send)
    {
        try
        {
            await send.WaitAsync(options.SendTimeout, clock);
        }
        catch (TimeoutException)
        {
            SlowReader(log, options.SendTimeout.TotalSeconds);
            socket.Abort();
            Abort();
            throw new OperationCanceledException("The client does not read.");
        }
    }

    /// <summary>What the socket throws once the other side, or this one, has gone.</summary>
    private static bool IsLost(Exception error) =>
        error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException;

    private JsonBuffer Frame()
    {
        if (frame.Length > KeptFrameBytes)
        {
            frame = new JsonBuffer();
        }

        frame.Clear();
        return frame;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A socket ended: {reason}")]
    private static partial void SocketLost(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A client did not read for {seconds} s and was dropped.")]
    private static partial void SlowReader(ILogger log, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request on a socket failed.")]
    private static partial void HandlerFailed(ILogger log, Exception error);
}
