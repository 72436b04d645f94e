using Medusa.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway.Tests;

[Collection("gate")]
public sealed class GatewayMetrics_should : IAsyncLifetime
{
    private GatewayServer server = null!;
    private Measurements measured = null!;

    public async Task InitializeAsync()
    {
        server = await GatewayServer.StartAsync(("MaxSessions", "7"), ("MaxConnections", "77"));
        measured = new Measurements(server.Services.GetRequiredService<GatewayMetrics>());
    }

    public async Task DisposeAsync()
    {
        measured.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Count_sockets_and_their_messages_by_protocol()
    {
        (string, string) openEnv = ("medusa.protocol", "openenv");
        using (var socket = await server.ConnectAsync("/envs/gate/ws"))
        {
            await socket.AskAsync("""{"type":"reset","data":{}}""");
            await socket.AskAsync("""{"type":"step","data":{"action":"GO"}}""");
            Assert.Equal((1, 1, 2, 2), (measured.Sum("medusa.sockets.accepted", openEnv), measured.Sum("medusa.sockets.open", openEnv), measured.Sum("medusa.frames.received", openEnv), measured.Sum("medusa.frames.sent", openEnv)));
            Assert.Equal((1, 7, 77), (measured.Now("medusa.sessions.active"), measured.Now("medusa.sessions.limit"), measured.Now("medusa.connections.limit")));
        }

        await TestTime.Until(() => measured.Sum("medusa.sockets.open", openEnv) == 0);
        using var native = await server.ConnectAsync("/v1/ws");
        await native.AskAsync("""{"id":1,"op":"create","environment":"gate"}""");
        (string, string) own = ("medusa.protocol", "native");
        await TestTime.Until(() => measured.Sum("medusa.frames.sent", own) == 1);
        Assert.Equal((1, 1), (measured.Sum("medusa.sockets.open", own), measured.Sum("medusa.frames.received", own)));
    }

    [Fact]
    public async Task Count_refusals_by_protocol_and_code()
    {
        using var socket = await server.ConnectAsync("/envs/gate/ws");
        await socket.AskAsync("{");
        await socket.AskAsync("""{"type":"reset","data":{}}""");
        await socket.AskAsync("""{"type":"step","data":{"action":"NONE"}}""");
        await socket.AskAsync("""{"type":"dance"}""");
        using var native = await server.ConnectAsync("/v1/ws");
        await native.AskAsync("""{"id":1,"op":"state","episode_id":"nobody"}""");
        await server.SendAsync("GET", "/v1/episodes/nobody");
        await server.SendAsync("GET", "/v1/nowhere");
        (string, string) openEnv = ("medusa.protocol", "openenv");
        Assert.Equal(1, measured.Sum("medusa.requests.refused", openEnv, ("error.type", "invalid_json")));
        Assert.Equal(1, measured.Sum("medusa.requests.refused", openEnv, ("error.type", "invalid_action")));
        Assert.Equal(1, measured.Sum("medusa.requests.refused", openEnv, ("error.type", "validation_error")));
        Assert.Equal(2, measured.Sum("medusa.requests.refused", ("medusa.protocol", "native"), ("error.type", "unknown_episode")));
        Assert.Equal(1, measured.Sum("medusa.requests.refused", ("error.type", "unknown_route")));
        Assert.DoesNotContain(measured.TagValues, value => value!.Contains("nobody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Count_attachments_to_sessions_and_those_that_were_taken_over()
    {
        using var first = await server.ConnectAsync("/envs/gate/s/key-1/ws");
        await first.AskAsync("""{"type":"reset","data":{}}""");
        using var second = await server.ConnectAsync("/envs/gate/s/key-1/ws");
        await second.AskAsync("""{"type":"state"}""");
        Assert.Equal((2, 1), (measured.Sum("medusa.sessions.attached"), measured.Sum("medusa.sessions.superseded")));
    }

    [Fact]
    public async Task Show_the_steps_that_are_waited_for_and_whether_the_server_is_ready()
    {
        await server.SendAsync("POST", "/v1/episodes", """{"environment":"gate","episode_id":"slow"}""");
        TestEnvironments.Gate.Reset();
        Task<TestAnswer> step;
        try
        {
            step = server.SendAsync("POST", "/v1/episodes/slow/step", """{"action":{"action":"WAIT"}}""");
            await TestTime.Until(() => measured.Now("medusa.steps.waiting") == 1);
        }
        finally
        {
            TestEnvironments.Gate.Set();
        }

        await step;
        Assert.Equal((0, 1), (measured.Now("medusa.steps.waiting"), measured.Now("medusa.ready")));
    }
}
