using Medusa.Episodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Medusa.Gateway;

/// <summary><c>WS /v1/ws</c>: many episodes on one socket.</summary>
/// <param name="services">What serves the requests.</param>
/// <param name="gate">The places for sessions.</param>
/// <param name="episodes">The mailboxes.</param>
/// <param name="lifetime">Says when the server stops.</param>
internal sealed class NativeSocketRoute(NativeFrameServices services, SessionGate gate, IOptions<EpisodesOptions> episodes, IHostApplicationLifetime lifetime)
{
    /// <summary>Where the sockets are.</summary>
    public const string Path = "/v1/ws";

    /// <summary>Accepts a socket and serves it until it ends.</summary>
    /// <param name="context">The handshake.</param>
    public async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Replies.RefuseAsync(context, new Problem(ProblemCode.InvalidRequest, "This route is a WebSocket: connect with one."));
            return;
        }

        if (!await gate.EnterAsync(services.Options.CapacityWait, context.RequestAborted))
        {
            await Replies.RefuseAsync(context, new Problem(ProblemCode.Overloaded, $"{gate.Active} of {gate.Maximum} sessions are active: close some, or try again later.") { RetryAfterSeconds = 1 });
            return;
        }

        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            using var telemetry = new SocketTelemetry(services.Metrics, Protocols.Native);
            var stream = (context.Features.Get<IHttpUpgradeFeature>() as GatheringUpgrade)?.Stream;
            var limit = BatchWaves.LimitOfOne(episodes.Value);
            var window = new RequestWindow(services.Options.MaxSocketRequests, limit);
            var sender = new ReplySender(socket, stream, window, telemetry, services.Options, services.Clock);
            using var served = new NativeSocket(socket, new NativeFrames(services, context.Owner(), window, sender, telemetry, limit), sender, window, services, context.Abort);
            await RunAsync(served, lifetime.ApplicationStopping, context.Caller().Ended);
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>Without the request's execution context, which would be captured and restored at every message for nobody.</summary>
    private static Task RunAsync(NativeSocket socket, CancellationToken stopping, CancellationToken ended)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => socket.RunAsync(stopping, ended), CancellationToken.None);
        }
    }
}
