using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway.Tests;

/// <summary>Metrics and traces as a collector gets them, from the socket to the journal.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class TelemetryExport_should
{
    private const string Create = """{"environment":"gate","episode_id":"traced"}""";
    private const string Caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task Send_a_trace_from_the_request_over_the_operator_to_the_journal(string protocol)
    {
        await using var collector = await OtlpCollector.StartAsync(protocol == "grpc");
        await using (var server = await StartAsync(collector.Address, ("Telemetry:Protocol", protocol), ("Telemetry:Headers", "authorization=Bearer%20needle"), ("Telemetry:ServiceName", "gym"), ("Telemetry:ResourceAttributes:zone", "z1")))
        {
            await server.SendAsync("POST", "/v1/episodes", Create);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/episodes/traced/step") { Content = new StringContent("""{"action":{"action":"GO"}}""", null, "application/json") };
            request.Headers.Add("traceparent", Caller);
            Assert.Equal(HttpStatusCode.OK, (await server.Http.SendAsync(request)).StatusCode);
            await TestTime.Until(() => collector.Metrics.ContainsKey("medusa.steps"));
            await server.StopAsync();
        }

        var trace = collector.Spans.Where(span => span.Trace == "0af7651916cd43dd8448eb211c80319c").ToDictionary(span => span.Name);
        Assert.Equal("b7ad6b7169203331", trace["POST /v1/episodes/{id}/step"].Parent);
        Assert.Equal(trace["POST /v1/episodes/{id}/step"].Id, trace["medusa.step"].Parent);
        Assert.Equal(trace["medusa.step"].Id, trace["medusa.decide"].Parent);
        Assert.Equal(trace["medusa.step"].Id, trace["medusa.journal.append"].Parent);
        Assert.Equal("GO", trace["medusa.decide"].Attributes["medusa.operator"]);
        Assert.Equal(("s", "{episode}", "s"), (collector.Metrics["medusa.step.duration"], collector.Metrics["medusa.episodes.live"], collector.Metrics["http.server.request.duration"]));
        Assert.Equal(("gym", "z1"), (collector.Resource["service.name"], collector.Resource["zone"]));
        Assert.All(collector.Headers, headers => Assert.Equal("Bearer needle", headers["authorization"]));
    }

    [Fact]
    public async Task Begin_a_trace_for_each_message_of_a_socket_and_link_it_to_the_handshake()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using (var server = await StartAsync(collector.Address, ("Telemetry:Protocol", "http/protobuf")))
        {
            using var openEnv = await server.ConnectAsync("/envs/gate/s/needle-session/ws");
            await openEnv.AskAsync("""{"type":"reset","data":{}}""");
            await openEnv.AskAsync("""{"type":"step","data":{"action":"GO"}}""");
            using var native = await server.ConnectAsync("/v1/ws");
            await native.AskAsync("""{"id":1,"op":"create","environment":"gate","episode_id":"traced"}""");
            await native.AskAsync($$"""{"id":2,"op":"step","episode_id":"traced","action":{"action":"GO"},"traceparent":"{{Caller}}"}""");
            await openEnv.Socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, TestTime.Limit());
            await native.Socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, TestTime.Limit());
            await server.StopAsync();
        }

        var handshake = collector.Spans.Single(span => span.Name == "GET /envs/{environment}/ws");
        var frame = collector.Spans.Single(span => span.Name == "openenv step");
        Assert.Equal("", frame.Parent);
        Assert.NotEqual(handshake.Trace, frame.Trace);
        Assert.Equal([handshake.Id], frame.Links);
        Assert.Equal(frame.Id, collector.Spans.Single(span => span.Name == "medusa.step" && span.Trace == frame.Trace).Parent);
        var named = collector.Spans.Single(span => span.Name == "native step");
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), (named.Trace, named.Parent));
        Assert.DoesNotContain(collector.Spans, span => span.Name.Contains("needle", StringComparison.Ordinal) || span.Attributes.Values.Any(value => value.Contains("needle", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Record_the_part_of_traces_that_is_configured()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using (var server = await StartAsync(collector.Address, ("Telemetry:Protocol", "http/protobuf"), ("Telemetry:TraceSampleRatio", "0")))
        {
            await server.SendAsync("POST", "/v1/episodes", Create);
            await TestTime.Until(() => collector.Metrics.ContainsKey("medusa.episodes.started"));
            await server.StopAsync();
        }

        Assert.Empty(collector.Spans);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Serve_and_stop_as_ever_beside_a_collector_that_is_away_or_hangs(bool hangs)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"http://{silent.LocalEndpoint}";
        if (!hangs)
        {
            silent.Stop();
        }

        await using var server = await StartAsync(address, ("Telemetry:Protocol", "http/protobuf"), ("Telemetry:MetricsInterval", "00:00:00.1"));
        await server.SendAsync("POST", "/v1/episodes", Create);
        var watch = Stopwatch.StartNew();
        for (var step = 1; step <= 200; step++)
        {
            Assert.Equal(200, (await server.SendAsync("POST", "/v1/episodes/traced/step", """{"action":{"action":"GO"}}""")).Status);
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(9));
        watch.Restart();
        await server.StopAsync();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task Not_be_there_unless_it_is_configured()
    {
        await using var server = await GatewayServer.StartAsync();
        Assert.Null(server.Services.GetService<TelemetryOptions>());
    }

    [Fact]
    public async Task Take_opentelemetry_s_own_variables()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var server = await GatewayServer.StartAsync(
            services => services.AddSingleton<Episodes.IEnvironmentCatalogue>(TestEnvironments.Catalogue),
            commandLine: [$"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "--OTEL_METRIC_EXPORT_INTERVAL=200", "--OTEL_SERVICE_NAME=by-variable"]);
        await TestTime.Until(() => collector.Metrics.ContainsKey("medusa.ready"));
        Assert.Equal("by-variable", collector.Resource["service.name"]);
    }

    [Theory]
    [InlineData("Endpoint", "collector:4317")]
    [InlineData("Endpoint", "ftp://collector")]
    [InlineData("Endpoint", "http://needle@collector")]
    [InlineData("Protocol", "thrift")]
    [InlineData("TraceSampleRatio", "1.5")]
    [InlineData("MetricsInterval", "00:00:00")]
    [InlineData("Headers", "needle")]
    public async Task Refuse_to_start_with_settings_that_cannot_be_meant(string name, string value)
    {
        var refused = await Assert.ThrowsAsync<GatewayStartException>(() => GatewayServer.StartAsync(($"Telemetry:{name}", value)));
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("needle", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private static Task<GatewayServer> StartAsync(string address, params (string Name, string Value)[] settings) => GatewayServer.StartAsync(
    [
        ("Telemetry:Endpoint", address),
        .. settings.Any(setting => setting.Name == "Telemetry:TraceSampleRatio") ? (ReadOnlySpan<(string, string)>)[] : [("Telemetry:TraceSampleRatio", "1")],
        .. settings.Any(setting => setting.Name == "Telemetry:MetricsInterval") ? (ReadOnlySpan<(string, string)>)[] : [("Telemetry:MetricsInterval", "00:00:00.2")],
        .. settings,
    ]);
}
