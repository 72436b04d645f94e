using System.Net.WebSockets;
using System.Text;

namespace Medusa.Gateway.Tests;

/// <summary>What a socket promises beside the protocol's frames. A slow step is one that keeps its thread until the test lets it go.</summary>
[Collection("gate")]
public sealed class Socket_should
{
    private const string Reset = "{\"type\":\"reset\",\"data\":{}}";
    private const string Wait = "{\"type\":\"step\",\"data\":{\"action\":\"WAIT\"}}";
    private const string Go = "{\"type\":\"step\",\"data\":{\"action\":\"GO\"}}";
    private const string State = "{\"type\":\"state\"}";

    [Fact]
    public async Task Answer_pings_while_a_step_runs()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await RawSocket.ConnectAsync(server.Address, "/envs/gate/ws");
        await socket.SendTextAsync(Reset);
        await socket.ReceiveAsync(1);
        TestEnvironments.Gate.Reset();
        try
        {
            var before = Volatile.Read(ref TestEnvironments.Waiting);
            await socket.SendTextAsync(Wait);
            await TestTime.Until(() => Volatile.Read(ref TestEnvironments.Waiting) > before);
            await socket.SendAsync(9, "hello"u8.ToArray());
            Assert.Equal("hello", Encoding.UTF8.GetString(await socket.ReceiveAsync(10)));
        }
        finally
        {
            TestEnvironments.Gate.Set();
        }

        Assert.Contains("\"WAIT\"", Encoding.UTF8.GetString(await socket.ReceiveAsync(1)));
    }

    [Fact]
    public async Task Suppress_the_reply_that_a_later_request_supersedes()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await WaitingAsync(server);
        await LetGoOnceReadAsync(socket, State);
        Assert.Contains("\"step_count\":1", await socket.ReceiveTextAsync());
        await socket.SendTextAsync(Go);
        Assert.Contains("\"step\":2", await socket.ReceiveTextAsync());
    }

    [Fact]
    public async Task Take_a_repeated_request_for_one()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await WaitingAsync(server);
        await LetGoOnceReadAsync(socket, Wait);
        Assert.Contains("WAIT", await socket.ReceiveTextAsync());
        await socket.SendTextAsync(State);
        Assert.Contains("\"step_count\":1", await socket.ReceiveTextAsync());
    }

    [Fact]
    public async Task Answer_every_request_where_pipelining_is_on()
    {
        await using var server = await GatewayServer.StartAsync(("AnswerPipelined", "true"));
        using var socket = await WaitingAsync(server);
        await LetGoOnceReadAsync(socket, Wait, State);
        Assert.Contains("WAIT", await socket.ReceiveTextAsync());
        Assert.Contains("WAIT", await socket.ReceiveTextAsync());
        Assert.Contains("\"step_count\":2", await socket.ReceiveTextAsync());
    }

    [Fact]
    public async Task Close_when_too_many_requests_wait()
    {
        await using var server = await GatewayServer.StartAsync(("MaxWaitingRequests", "2"));
        using var socket = await WaitingAsync(server);
        try
        {
            foreach (var frame in new[] { Go, State, Go })
            {
                await socket.SendTextAsync(frame);
            }

            var reason = await socket.ReceiveAsync(8);
            Assert.Equal((int)WebSocketCloseStatus.PolicyViolation, (reason[0] << 8) | reason[1]);
        }
        finally
        {
            TestEnvironments.Gate.Set();
        }
    }

    [Fact]
    public async Task Close_the_episode_of_a_socket_that_goes_in_the_middle_of_a_frame()
    {
        await using var server = await GatewayServer.StartAsync(("SocketGrace", "00:00:00"));
        using (var socket = await RawSocket.ConnectAsync(server.Address, "/envs/gate/ws"))
        {
            await socket.SendTextAsync(Reset);
            await socket.ReceiveAsync(1);
            Assert.Equal(1, await CountAsync(server, "running"));
            await socket.SendBytesAsync([0x81, 0xFE, 0x01, 0x00, 1, 2, 3, 4, 5, 6]);
        }

        while (await CountAsync(server, "running") > 0)
        {
            await Task.Yield();
        }

        Assert.Equal(1, await CountAsync(server, "closed"));
    }

    [Fact]
    public async Task Drop_a_client_that_never_reads()
    {
        await using var server = await GatewayServer.StartAsync(("SendTimeout", "00:00:00.5"), ("SocketGrace", "00:00:00"));
        using var socket = await RawSocket.ConnectAsync(server.Address, "/envs/gate/ws");
        await socket.SendTextAsync(Reset);
        await socket.ReceiveAsync(1);
        for (var step = 1; step <= 8 && await CountAsync(server, "running") > 0; step++)
        {
            try
            {
                await socket.SendTextAsync($"{{\"type\":\"step\",\"data\":{{\"action\":\"FLOOD\",\"metadata\":{{\"n\":{step}}}}}}}");
            }
            catch (IOException)
            {
                break;
            }
        }

        while (await CountAsync(server, "running") > 0)
        {
            await Task.Yield();
        }

        using var other = await server.ConnectAsync("/envs/gate/ws");
        Assert.Contains("observation", await other.AskAsync(Reset));
    }

    [Fact]
    public async Task Get_a_place_that_becomes_free_while_it_waits()
    {
        await using var server = await GatewayServer.StartAsync(("MaxSessions", "1"), ("CapacityWait", "00:00:20"));
        var first = await server.ConnectAsync("/envs/gate/ws");
        await first.AskAsync(State);
        using var second = await server.ConnectAsync("/envs/gate/ws");
        await second.SendAsync(State);
        Assert.Null(await first.AskAsync("{\"type\":\"close\"}"));
        Assert.Contains("state", await second.ReceiveAsync());
    }

    [Fact]
    public async Task Be_closed_as_restarting_when_the_server_stops()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/gate/ws");
        await socket.AskAsync(Reset);
        var stopping = server.StopAsync();
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(1012, (int)socket.Socket.CloseStatus!);
        await socket.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestTime.Limit());
        await stopping.WaitAsync(TestTime.Long);
    }

    [Fact]
    public async Task Report_an_operator_s_fault_without_its_text_and_keep_the_state()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/gate/ws");
        await socket.AskAsync(Reset);
        var reply = await socket.AskAsync("{\"type\":\"step\",\"data\":{\"action\":\"BREAK\"}}");
        Assert.Contains("operator_fault", reply);
        Assert.DoesNotContain("secret", reply);
        Assert.Equal(1, (await socket.AskDataAsync(Go)).GetProperty("metadata").GetProperty("step").GetInt32());
    }

    /// <summary>A socket whose step runs until the gate is opened.</summary>
    private static async Task<RawSocket> WaitingAsync(GatewayServer server)
    {
        var socket = await RawSocket.ConnectAsync(server.Address, "/envs/gate/ws");
        await socket.SendTextAsync(Reset);
        await socket.ReceiveAsync(1);
        TestEnvironments.Gate.Reset();
        var before = Volatile.Read(ref TestEnvironments.Waiting);
        await socket.SendTextAsync(Wait);
        await TestTime.Until(() => Volatile.Read(ref TestEnvironments.Waiting) > before);
        return socket;
    }

    /// <summary>Frames are read in order, so the pong says that the server has read what was sent before the ping.</summary>
    private static async Task LetGoOnceReadAsync(RawSocket socket, params string[] frames)
    {
        try
        {
            foreach (var frame in frames)
            {
                await socket.SendTextAsync(frame);
            }

            await socket.SendAsync(9, []);
            await socket.ReceiveAsync(10);
        }
        finally
        {
            TestEnvironments.Gate.Set();
        }
    }

    private static async Task<int> CountAsync(GatewayServer server, string status) =>
        (await server.SendAsync("GET", $"/v1/episodes?status={status}")).Json.GetProperty("episodes").GetArrayLength();
}
