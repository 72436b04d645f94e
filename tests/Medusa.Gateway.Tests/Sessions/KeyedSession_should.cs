using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Medusa.Gateway.Tests;

/// <summary>Sessions below a key, on one gateway: what survives a socket, who may go on, and who is told that he may not.</summary>
[Collection("gate")]
public sealed class KeyedSession_should
{
    private const string Path = "/envs/gate/s/k-1/ws";
    private const string Reset = "{\"type\":\"reset\",\"data\":{}}";
    private const string Wait = "{\"type\":\"step\",\"data\":{\"action\":\"WAIT\"}}";
    private const string Go = "{\"type\":\"step\",\"data\":{\"action\":\"GO\"}}";
    private const string State = "{\"type\":\"state\"}";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Go_on_with_the_episode_of_a_socket_that_is_gone(bool isDropped)
    {
        await using var server = await GatewayServer.StartAsync(("SocketGrace", "00:00:00"));
        string id;
        using (var socket = await server.ConnectAsync(Path))
        {
            id = IdOf(await socket.AskDataAsync(Reset));
            await socket.AskAsync(Go);
            await LeaveAsync(socket, isDropped);
        }

        using var other = await server.ConnectAsync(Path);
        Assert.Equal((id, 1), StandingOf(await other.AskDataAsync(State)));
        var step = await other.AskDataAsync(Go);
        Assert.Equal((id, 2), (IdOf(step), StepOf(step)));
    }

    [Fact]
    public async Task Answer_the_first_unnamed_step_with_the_number_that_is_expected()
    {
        await using var server = await GatewayServer.StartAsync();
        await BeginAsync(server);
        using var socket = await server.ConnectAsync(Path);
        var refusal = await socket.AskDataAsync(Go);
        Assert.Equal(("RESUME_REQUIRED", 2), (refusal.GetProperty("code").GetString(), refusal.GetProperty("expected_step").GetInt32()));
        Assert.Contains("step 2", refusal.GetProperty("message").GetString());
        Assert.Equal(2, StepOf(await socket.AskDataAsync(Go)));
    }

    [Theory]
    [InlineData("{\"step\":2}", 2)]
    [InlineData("{\"step\":1}", 1)]
    [InlineData("{\"request_id\":\"r\"}", 2)]
    public async Task Take_a_first_step_that_names_itself(string metadata, int step)
    {
        await using var server = await GatewayServer.StartAsync();
        await BeginAsync(server);
        using var socket = await server.ConnectAsync(Path);
        Assert.Equal(step, StepOf(await socket.AskDataAsync($"{{\"type\":\"step\",\"data\":{{\"action\":\"GO\",\"metadata\":{metadata}}}}}")));
    }

    [Fact]
    public async Task Start_like_any_other_where_nothing_was_started()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync(Path);
        Assert.Equal("unknown_episode", (await socket.AskDataAsync(Go)).GetProperty("problem").GetString());
        await socket.AskAsync(Reset);
        Assert.Equal(1, StepOf(await socket.AskDataAsync(Go)));
    }

    [Fact]
    public async Task Close_the_older_socket_at_once()
    {
        await using var server = await GatewayServer.StartAsync();
        using var older = await server.ConnectAsync(Path);
        await older.AskAsync(Reset);
        using var newer = await server.ConnectAsync(Path);
        await AssertSupersededAsync(older);
        Assert.Equal(0, StandingOf(await newer.AskDataAsync(State)).Step);
        Assert.Equal("running", await StatusAsync(server));
    }

    [Fact]
    public async Task Close_the_older_socket_once_its_step_is_answered()
    {
        await using var server = await GatewayServer.StartAsync();
        using var older = await server.ConnectAsync(Path);
        await older.AskAsync(Reset);
        TestEnvironments.Gate.Reset();
        TestSocket newer;
        try
        {
            var before = Volatile.Read(ref TestEnvironments.Waiting);
            await older.SendAsync(Wait);
            await TestTime.Until(() => Volatile.Read(ref TestEnvironments.Waiting) > before);
            newer = await server.ConnectAsync(Path);
        }
        finally
        {
            TestEnvironments.Gate.Set();
        }

        Assert.Contains("WAIT", await older.ReceiveAsync());
        await AssertSupersededAsync(older);
        using (newer)
        {
            Assert.Equal(1, StandingOf(await newer.AskDataAsync(State)).Step);
        }
    }

    [Fact]
    public async Task Take_over_the_place_of_a_socket_that_does_not_answer()
    {
        await using var server = await GatewayServer.StartAsync(("MaxSessions", "1"), ("CapacityWait", "00:00:30"));
        using var silent = await RawSocket.ConnectAsync(server.Address, Path);
        await silent.SendTextAsync(Reset);
        await silent.ReceiveAsync(1);
        using var newer = await server.ConnectAsync(Path);
        Assert.Equal(0, StandingOf(await newer.AskDataAsync(State)).Step);
        Assert.Contains("SESSION_SUPERSEDED", await silent.ReceiveTextAsync());
    }

    [Fact]
    public async Task End_the_episode_where_the_client_asks_to_close()
    {
        await using var server = await GatewayServer.StartAsync();
        using (var socket = await server.ConnectAsync(Path))
        {
            await socket.AskAsync(Reset);
            Assert.Null(await socket.AskAsync("{\"type\":\"close\"}"));
            await UntilAsync(server, "closed");
        }

        using var other = await server.ConnectAsync(Path);
        Assert.Equal("episode_closed", (await other.AskDataAsync(Go)).GetProperty("problem").GetString());
        await other.AskAsync(Reset);
        Assert.Equal(1, StepOf(await other.AskDataAsync(Go)));
    }

    [Fact]
    public async Task Close_the_former_episode_with_each_reset()
    {
        await using var server = await GatewayServer.StartAsync();
        await BeginAsync(server);
        using var socket = await server.ConnectAsync(Path);
        var second = IdOf(await socket.AskDataAsync(Reset));
        var fork = IdOf(await socket.AskDataAsync($"{{\"type\":\"reset\",\"data\":{{\"fork_from\":\"{second}\"}}}}"));
        Assert.Equal($"{second}~1", fork);
        Assert.Equal(2, await CountAsync(server, "closed"));
        using var other = await server.ConnectAsync(Path);
        Assert.Contains("RESUME_REQUIRED", await other.AskAsync(Go));
        Assert.Equal(fork, IdOf(await other.AskDataAsync(Go)));
    }

    [Fact]
    public async Task Answer_a_repeated_reset_after_the_socket_is_gone()
    {
        const string Named = "{\"type\":\"reset\",\"data\":{\"request_id\":\"r\"}}";
        await using var server = await GatewayServer.StartAsync();
        string? recorded;
        using (var socket = await server.ConnectAsync(Path))
        {
            recorded = await socket.AskAsync(Named);
            await socket.AskAsync(Go);
            socket.Socket.Abort();
        }

        using var other = await server.ConnectAsync(Path);
        Assert.Equal(recorded, await other.AskAsync(Named));
        Assert.Equal(2, StepOf(await other.AskDataAsync(Go)));
        await other.AskAsync(Reset);
        Assert.Equal("request_conflict", (await other.AskDataAsync(Named)).GetProperty("problem").GetString());
        Assert.Equal(1, StepOf(await other.AskDataAsync(Go)));
    }

    [Fact]
    public async Task Serve_requests_without_a_socket()
    {
        await using var server = await GatewayServer.StartAsync();
        const string Base = "/envs/gate/s/k-1";
        Assert.Equal(404, (await server.SendAsync("POST", $"{Base}/step", "{\"action\":{\"action\":\"GO\"}}")).Status);
        var first = (await server.SendAsync("POST", $"{Base}/reset", "{\"episode_id\":\"mine\"}")).Json.GetProperty("episode_id").GetString();
        var step = await server.SendAsync("POST", $"{Base}/step", "{\"action\":{\"action\":\"GO\"},\"step\":1}");
        Assert.Equal((200, first), (step.Status, step.Json.GetProperty("episode_id").GetString()));
        Assert.Equal(1, (await server.SendAsync("GET", $"{Base}/state")).Json.GetProperty("step_count").GetInt32());
        Assert.Equal(1, (await server.SendAsync("GET", $"{Base}/state?episode_id=mine")).Json.GetProperty("step_count").GetInt32());
        Assert.Equal(0, (await server.SendAsync("GET", "/envs/gate/state")).Json.GetProperty("step_count").GetInt32());
        using var socket = await server.ConnectAsync(Path);
        Assert.Equal(2, StepOf(await socket.AskDataAsync("{\"type\":\"step\",\"data\":{\"action\":\"GO\",\"metadata\":{\"step\":2}}}")));
        Assert.Equal(2, (await server.SendAsync("GET", $"{Base}/state")).Json.GetProperty("step_count").GetInt32());
        var second = (await server.SendAsync("POST", $"{Base}/reset", "{}")).Json.GetProperty("episode_id").GetString();
        await AssertSupersededAsync(socket);
        Assert.NotEqual(first, second);
        Assert.Equal(1, await CountAsync(server, "closed"));
    }

    [Fact]
    public async Task Have_every_route_of_its_environment_and_no_other()
    {
        await using var server = await GatewayServer.StartAsync();
        foreach (var route in new[] { "/health", "/metadata", "/schema", "/openapi.json", "/tasks", "/list_environments", "/medusa/splits" })
        {
            Assert.Equal(200, (await server.SendAsync("GET", $"/envs/medusa/s/k{route}")).Status);
            Assert.Equal(200, (await server.SendAsync("GET", $"/s/k{route}")).Status);
        }

        foreach (var route in new[] { "/v1/episodes", "/ready", "/nothing", "" })
        {
            Assert.Equal(404, (await server.SendAsync("GET", $"/s/k{route}")).Status);
        }
    }

    [Fact]
    public async Task Be_the_same_at_the_root_and_below_the_default_environment_s_name()
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/s/k/reset", "{\"seed\":1}");
        await server.SendAsync("POST", "/envs/MEDUSA/s/k/step", "{\"action\":{\"action\":\"SYNC_CHECK\"}}");
        Assert.Equal(1, (await server.SendAsync("GET", "/envs/medusa/s/k/state")).Json.GetProperty("step_count").GetInt32());
        Assert.Equal(0, (await server.SendAsync("GET", "/envs/medusa/s/K/state")).Json.GetProperty("step_count").GetInt32());
    }

    private static async Task BeginAsync(GatewayServer server)
    {
        using var socket = await server.ConnectAsync(Path);
        await socket.AskAsync(Reset);
        await socket.AskAsync(Go);
        await LeaveAsync(socket, isDropped: true);
    }

    private static async Task LeaveAsync(TestSocket socket, bool isDropped)
    {
        if (isDropped)
        {
            socket.Socket.Abort();
        }
        else
        {
            await socket.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestTime.Limit());
        }
    }

    private static async Task AssertSupersededAsync(TestSocket socket)
    {
        Assert.Contains("\"code\":\"SESSION_SUPERSEDED\"", await socket.ReceiveAsync());
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.Socket.CloseStatus);
    }

    private static async Task UntilAsync(GatewayServer server, string status)
    {
        var limit = TestTime.Limit();
        while (await StatusAsync(server) != status)
        {
            limit.ThrowIfCancellationRequested();
        }
    }

    private static async Task<string?> StatusAsync(GatewayServer server) =>
        (await server.SendAsync("GET", "/v1/episodes")).Json.GetProperty("episodes")[0].GetProperty("status").GetString();

    private static async Task<int> CountAsync(GatewayServer server, string status) =>
        (await server.SendAsync("GET", $"/v1/episodes?status={status}")).Json.GetProperty("episodes").GetArrayLength();

    private static (string? Id, int Step) StandingOf(JsonElement state) => (state.GetProperty("episode_id").GetString(), state.GetProperty("step_count").GetInt32());

    private static string IdOf(JsonElement data) => data.GetProperty("metadata").GetProperty("episode_id").GetString()!;

    private static int StepOf(JsonElement data) => data.GetProperty("metadata").GetProperty("step").GetInt32();
}
