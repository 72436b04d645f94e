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
/// <param name="options">The limits.</param>
/// <param name="clock">The time.</param>
/// <param name="abort">Cuts the connection.</param>
/// <param name="log">The log.</param>
internal sealed partial class SocketPump(WebSocket socket, IFrameHandler handler, GatewayOptions options, TimeProvider clock, Action abort, ILogger log)
{
    private static readonly TimeSpan CloseWait = TimeSpan.FromSeconds(2);
    private const int KeptFrameBytes = 64 << 10;

    private readonly Stack<IncomingMessage> spare = new();
    private JsonBuffer frame = new();
    private ValueTask<IncomingMessage> receive;
    private Task? running;
    private int busy;
    private int stopping;
    private int closed;

    /// <summary>Starts the first receive.</summary>
    public Task<IncomingMessage> StartAsync() => ReceiveAsync(Take()).AsTask();

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
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            SocketLost(log, error.Message);
        }
        finally
        {
            await EndAsync();
        }
    }

    /// <summary>Sends one frame and waits until it has left.</summary>
    /// <param name="bytes">The frame.</param>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        var send = socket.SendAsync(bytes, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
        if (!send.IsCompletedSuccessfully)
        {
            return WaitForSendAsync(send.AsTask());
        }

        send.GetAwaiter().GetResult();
        return default;
    }

    /// <summary>Closes the socket once the request that runs is answered, because the server stops.</summary>
    public void Stop()
    {
        Interlocked.Exchange(ref stopping, 1);
        if (Volatile.Read(ref busy) == 0)
        {
            _ = CloseAsync((WebSocketCloseStatus)1012, "The server restarts.");
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
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException or TimeoutException)
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
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException or TimeoutException)
        {
            SocketLost(log, error.Message);
        }

        abort();
    }

    private async ValueTask<bool> ServeOneAsync()
    {
        var message = await receive;
        if (message.Kind > IncomingKind.Binary)
        {
            return await EndReceivingAsync(message);
        }

        Interlocked.Exchange(ref busy, 1);
        receive = ReceiveAsync(Take());
        var work = handler.HandleAsync(message, Frame());
        if (!work.IsCompletedSuccessfully || receive.IsCompleted)
        {
            return await OverlapAsync(message, work.AsTask());
        }

        var outcome = work.Result;
        Give(message);
        return await FinishAsync(outcome, isSuperseded: false) && !await StopsAsync();
    }

    /// <summary>Serves requests while others come in, until none is left.</summary>
    private async ValueTask<bool> OverlapAsync(IncomingMessage current, Task<FrameOutcome> work)
    {
        var waiting = new Queue<IncomingMessage>();
        var newest = current;
        running = work;
        var incoming = receive.AsTask();
        receive = default;
        while (true)
        {
            if (incoming.IsCompleted || await Task.WhenAny(work, incoming) == incoming)
            {
                var next = await incoming;
                if (next.Kind > IncomingKind.Binary || waiting.Count >= options.MaxWaitingRequests)
                {
                    await Task.WhenAny(work);
                    return await EndReceivingAsync(next);
                }

                if (!options.AnswerPipelined && newest.Memory.Span.SequenceEqual(next.Memory.Span))
                {
                    Give(next);
                }
                else
                {
                    waiting.Enqueue(next);
                    newest = next;
                }

                incoming = ReceiveAsync(Take()).AsTask();
                continue;
            }

            var outcome = await Completed(work);
            receive = new ValueTask<IncomingMessage>(incoming);
            if (!await FinishAsync(outcome, isSuperseded: waiting.Count > 0 && !options.AnswerPipelined))
            {
                return false;
            }

            incoming = receive.AsTask();
            if (!waiting.TryDequeue(out var following))
            {
                Give(current);
                running = null;
                receive = new ValueTask<IncomingMessage>(incoming);
                return !await StopsAsync();
            }

            Give(current);
            current = following;
            running = work = handler.HandleAsync(current, Frame()).AsTask();
        }
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
            ErrorFrames.Write("The request failed inside the server; the episode is as it was.", ErrorFrames.ExecutionError, Frame());
            return FrameOutcome.Reply;
        }
    }

    private async ValueTask<bool> FinishAsync(FrameOutcome outcome, bool isSuperseded)
    {
        if (outcome == FrameOutcome.ReplyAndClose || (outcome == FrameOutcome.Reply && !isSuperseded))
        {
            await SendAsync(frame.WrittenMemory);
        }

        if (outcome is FrameOutcome.Reply or FrameOutcome.Silence)
        {
            return true;
        }

        await CloseAsync(WebSocketCloseStatus.NormalClosure, string.Empty);
        await DrainAsync(receive.AsTask(), CloseWait);
        return false;
    }

    /// <summary>Whether the server stops: then the socket is closed instead of serving on.</summary>
    private async ValueTask<bool> StopsAsync()
    {
        Interlocked.Exchange(ref busy, 0);
        if (Volatile.Read(ref stopping) == 0)
        {
            return false;
        }

        await CloseAsync((WebSocketCloseStatus)1012, "The server restarts.");
        await DrainAsync(receive.AsTask(), CloseWait);
        return true;
    }

    private async ValueTask<bool> EndReceivingAsync(IncomingMessage last)
    {
        switch (last.Kind)
        {
            case IncomingKind.Close:
                await CloseAsync(WebSocketCloseStatus.NormalClosure, string.Empty);
                break;
            case IncomingKind.TooLarge:
                await CloseAsync(WebSocketCloseStatus.MessageTooBig, $"A message may have {options.MaxMessageBytes} bytes.");
                await DrainAsync(ReceiveAsync(Take()).AsTask(), CloseWait);
                break;
            default:
                await CloseAsync(WebSocketCloseStatus.PolicyViolation, $"{options.MaxWaitingRequests} requests wait already: read the replies first.");
                await DrainAsync(ReceiveAsync(Take()).AsTask(), CloseWait);
                break;
        }

        last.Release();
        return false;
    }

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

            if (result.EndOfMessage)
            {
                message.Kind = result.MessageType == WebSocketMessageType.Text ? IncomingKind.Text : IncomingKind.Binary;
                return message;
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
            abort();
            throw new OperationCanceledException("The client does not read.");
        }
    }

    private async ValueTask EndAsync()
    {
        if (running is { IsCompleted: false } work)
        {
            await Task.WhenAny(work);
        }

        await handler.EndAsync();
    }

    private JsonBuffer Frame()
    {
        if (frame.Length > KeptFrameBytes)
        {
            frame = new JsonBuffer();
        }

        frame.Clear();
        return frame;
    }

    private IncomingMessage Take() => spare.TryPop(out var message) ? message : new IncomingMessage();

    private void Give(IncomingMessage message)
    {
        message.Release();
        spare.Push(message);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A socket ended: {reason}")]
    private static partial void SocketLost(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A client did not read for {seconds} s and was dropped.")]
    private static partial void SlowReader(ILogger log, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request on a socket failed.")]
    private static partial void HandlerFailed(ILogger log, Exception error);
}
