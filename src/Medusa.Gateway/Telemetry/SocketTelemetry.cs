using System.Diagnostics;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>What is measured and traced of one socket, from its handshake to its end.</summary>
internal sealed class SocketTelemetry : IDisposable
{
    private readonly GatewayMetrics metrics;
    private readonly string protocol;
    private readonly ActivityLink[] links;

    /// <summary>Counts the socket. Made while the handshake's span is the current one.</summary>
    /// <param name="metrics">Where to count.</param>
    /// <param name="protocol">One of <see cref="Protocols"/>.</param>
    public SocketTelemetry(GatewayMetrics metrics, string protocol)
    {
        (this.metrics, this.protocol) = (metrics, protocol);
        links = Activity.Current is { Recorded: true } handshake ? [new ActivityLink(handshake.Context)] : [];
        metrics.Opened(protocol);
    }

    /// <summary>Counts a message that came in.</summary>
    public void Received() => metrics.Received(protocol);

    /// <summary>Counts a message that left.</summary>
    public void Sent() => metrics.Sent(protocol);

    /// <summary>Counts a refusal.</summary>
    /// <param name="code">Its code.</param>
    public void Refused(string code) => metrics.Refused(protocol, code);

    /// <summary>Begins the span of a message: a trace of its own, linked to the handshake's, because a socket lives longer than a trace should.</summary>
    /// <param name="caller">The client's span, where the message names one.</param>
    /// <returns>The span, or null where nobody listens.</returns>
    public Activity? Begin(ActivityContext caller = default)
    {
        if (!MedusaTelemetry.Spans.HasListeners())
        {
            return null;
        }

        Activity.Current = null;
        return MedusaTelemetry.Spans.StartActivity(protocol, ActivityKind.Server, caller, tags: null, links);
    }

    /// <summary>Names the current span after what a message asks for.</summary>
    /// <param name="protocol">One of <see cref="Protocols"/>.</param>
    /// <param name="operation">What is asked for, a name of the protocol's.</param>
    public static void Name(string protocol, string operation)
    {
        if (Activity.Current is { IsAllDataRequested: true, Kind: ActivityKind.Server } span)
        {
            span.DisplayName = $"{protocol} {operation}";
        }
    }

    /// <inheritdoc/>
    public void Dispose() => metrics.Closed(protocol);
}
