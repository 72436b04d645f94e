using System.Diagnostics.Metrics;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>What the gateway measures beside what ASP.NET Core's own meters do (<c>http.server.*</c>, <c>kestrel.*</c>).</summary>
internal sealed class GatewayMetrics : IDisposable
{
    private readonly Meter meter;
    private readonly UpDownCounter<long> open;
    private readonly Counter<long> accepted;
    private readonly Counter<long> received;
    private readonly Counter<long> sent;
    private readonly Counter<long> refused;
    private readonly Counter<long> attached;
    private readonly Counter<long> superseded;
    private readonly Counter<long> repeated;
    private int waiting;

    /// <param name="gate">The places for sessions.</param>
    /// <param name="options">The limits.</param>
    /// <param name="readiness">Whether the server is ready.</param>
    public GatewayMetrics(SessionGate gate, GatewayOptions options, Readiness readiness)
    {
        meter = new Meter(new MeterOptions(MedusaTelemetry.GatewayMeter) { Scope = this });
        open = meter.CreateUpDownCounter<long>("medusa.sockets.open", "{socket}", "WebSockets that are open, by protocol (openenv, mcp, native).");
        accepted = meter.CreateCounter<long>("medusa.sockets.accepted", "{socket}", "WebSockets that were accepted, by protocol.");
        received = meter.CreateCounter<long>("medusa.frames.received", "{frame}", "Messages that came in on WebSockets, by protocol.");
        sent = meter.CreateCounter<long>("medusa.frames.sent", "{frame}", "Messages that left on WebSockets, by protocol.");
        refused = meter.CreateCounter<long>("medusa.requests.refused", "{request}", "Requests and messages that were refused, by protocol and code.");
        attached = meter.CreateCounter<long>("medusa.sessions.attached", "{session}", "Attachments to durable sessions.");
        superseded = meter.CreateCounter<long>("medusa.sessions.superseded", "{session}", "Attachments to durable sessions that ended because another connection attached.");
        repeated = meter.CreateCounter<long>("medusa.steps.repeated", "{step}", "Times that a step was sent to the engine again because it could not take it for the moment.");
        meter.CreateObservableGauge("medusa.steps.waiting", () => Volatile.Read(ref waiting), "{step}", "Steps sent one by one to the engine whose answer is outstanding.");
        meter.CreateObservableGauge("medusa.sessions.active", () => gate.Active, "{session}", "WebSocket and MCP sessions.");
        meter.CreateObservableGauge("medusa.sessions.limit", () => gate.Maximum, "{session}", "WebSocket and MCP sessions that may be.");
        meter.CreateObservableGauge("medusa.connections.limit", () => options.MaxConnections, "{connection}", "Connections that may be; kestrel.active_connections has those that are.");
        meter.CreateObservableGauge("medusa.ready", () => readiness.WhyNot() is null ? 1 : 0, unit: null, "1 while /ready is 200, else 0.");
    }

    /// <summary>Counts a socket that was accepted.</summary>
    public void Opened(string protocol)
    {
        accepted.Add(1, Tag(protocol));
        open.Add(1, Tag(protocol));
    }

    /// <summary>Counts a socket that ended.</summary>
    public void Closed(string protocol) => open.Add(-1, Tag(protocol));

    /// <summary>Counts a message that came in.</summary>
    public void Received(string protocol) => received.Add(1, Tag(protocol));

    /// <summary>Counts a message that left.</summary>
    public void Sent(string protocol) => sent.Add(1, Tag(protocol));

    /// <summary>Counts a refusal.</summary>
    /// <param name="protocol">What spoke.</param>
    /// <param name="code">A problem's or an error frame's code.</param>
    public void Refused(string protocol, string code) => refused.Add(1, Tag(protocol), new(TelemetryTag.Error, code));

    /// <summary>Counts an attachment.</summary>
    public void Attached() => attached.Add(1);

    /// <summary>Counts an attachment that another ended.</summary>
    public void Superseded() => superseded.Add(1);

    /// <summary>Counts a step that is sent again.</summary>
    public void Repeated() => repeated.Add(1);

    /// <summary>Counts a step whose answer is waited for.</summary>
    public void Waits() => Interlocked.Increment(ref waiting);

    /// <summary>Counts a step whose answer is waited for no more.</summary>
    public void Waited() => Interlocked.Decrement(ref waiting);

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string protocol) => new(TelemetryTag.Protocol, protocol);
}
