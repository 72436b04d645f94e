using System.Collections.Concurrent;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway;

/// <summary>Accepts sockets, gives each a place, and serves it until it ends.</summary>
/// <param name="gate">The places.</param>
/// <param name="metrics">Counts sockets and messages.</param>
/// <param name="options">The limits.</param>
/// <param name="clock">The time.</param>
/// <param name="log">The log.</param>
internal sealed class SocketSessions(SessionGate gate, GatewayMetrics metrics, GatewayOptions options, TimeProvider clock, ILogger<SocketSessions> log)
{
    private readonly ConcurrentDictionary<SocketPump, bool> pumps = new();
    private volatile bool isStopping;

    /// <summary>Accepts a socket and serves it.</summary>
    /// <param name="context">The handshake.</param>
    /// <param name="handler">What speaks over it.</param>
    /// <param name="protocol">One of <see cref="Protocols"/>.</param>
    /// <param name="takesPlace">Whether the session takes a place; false where it has one already.</param>
    /// <param name="attached">The durable session that the socket serves; null for none.</param>
    public async Task ServeAsync(HttpContext context, IFrameHandler handler, string protocol, bool takesPlace = true, KeyedSession? attached = null)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var telemetry = new SocketTelemetry(metrics, protocol);
        var pump = new SocketPump(socket, handler, telemetry, options, clock, context.Abort, log);
        try
        {
            attached?.OnSuperseded(pump.Supersede);
            await using var ending = context.Caller().Ended.UnsafeRegister(static pump => ((SocketPump)pump!).Refuse(), pump);
            await ServeAsync(pump, handler, telemetry, takesPlace);
        }
        finally
        {
            pump.Release();
        }
    }

    private async Task ServeAsync(SocketPump pump, IFrameHandler handler, SocketTelemetry telemetry, bool takesPlace)
    {
        var first = pump.StartAsync();
        if (takesPlace && !await EnterAsync(pump, telemetry, first))
        {
            await handler.EndAsync(SocketEnd.Closed);
            return;
        }

        try
        {
            pumps[pump] = true;
            if (isStopping)
            {
                pump.Stop();
            }

            await RunAsync(pump, first);
        }
        finally
        {
            pumps.TryRemove(pump, out _);
            if (takesPlace)
            {
                gate.Leave();
            }
        }
    }

    /// <summary>Refuses a socket with one error frame, then closes it.</summary>
    /// <param name="context">The handshake.</param>
    /// <param name="message">Why.</param>
    /// <param name="code">Why, as measurements name it.</param>
    public async Task RefuseAsync(HttpContext context, string message, string code = "session_error")
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var telemetry = new SocketTelemetry(metrics, Protocols.OpenEnv);
        telemetry.Refused(code);
        var pump = new SocketPump(socket, new ClosedFrames(), telemetry, options, clock, context.Abort, log);
        var frame = new JsonBuffer();
        ErrorFrames.Write(message, ErrorFrames.SessionError, frame);
        await RefuseAsync(pump, pump.StartAsync(), frame);
    }

    /// <summary>Ends every session: those that run a request answer it first.</summary>
    public async Task StopAsync()
    {
        isStopping = true;
        foreach (var pump in pumps.Keys)
        {
            pump.Stop();
        }

        var start = clock.GetTimestamp();
        while (!pumps.IsEmpty && clock.GetElapsedTime(start) < options.ShutdownGrace)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock);
        }
    }

    /// <summary>Without the request's execution context, which would be captured and restored at every message for nobody.</summary>
    private static Task RunAsync(SocketPump pump, Task<IncomingMessage> first)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => pump.RunAsync(first));
        }
    }

    private async Task<bool> EnterAsync(SocketPump pump, SocketTelemetry telemetry, Task<IncomingMessage> first)
    {
        using var gone = new CancellationTokenSource();
        var entering = gate.EnterAsync(options.CapacityWait, gone.Token);
        if (!entering.IsCompleted && await Task.WhenAny(entering, first) == first && await IsGoneAsync(first))
        {
            await gone.CancelAsync();
            if (await Task.WhenAny(entering) is { IsCompletedSuccessfully: true } && entering.Result)
            {
                gate.Leave();
            }

            return false;
        }

        if (await entering)
        {
            return true;
        }

        var frame = new JsonBuffer();
        telemetry.Refused("capacity_reached");
        ErrorFrames.WriteCapacity(gate.Active, gate.Maximum, frame);
        await RefuseAsync(pump, first, frame);
        return false;
    }

    /// <summary>The error first, then the close once the client has sent something: a client that is about to send would otherwise see a bare close.</summary>
    private async Task RefuseAsync(SocketPump pump, Task<IncomingMessage> first, JsonBuffer frame)
    {
        try
        {
            await pump.SendAsync(frame.WrittenMemory);
        }
        catch (Exception error) when (error is System.Net.WebSockets.WebSocketException or OperationCanceledException or IOException)
        {
            return;
        }

        await Task.WhenAny(first, Task.Delay(options.RefusalLinger, clock));
        await pump.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, string.Empty);
        await pump.DrainAsync(first, TimeSpan.FromSeconds(2));
    }

    private static async Task<bool> IsGoneAsync(Task<IncomingMessage> first)
    {
        await Task.WhenAny(first);
        return !first.IsCompletedSuccessfully || first.Result.Kind == IncomingKind.Close;
    }
}
