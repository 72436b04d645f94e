using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Medusa.Gateway.Tests;

/// <summary>What is wrong on a socket gets its error frame, changes nothing, and the socket serves on.</summary>
public sealed class BadFrames_should
{
    private const string Step = "{\"type\":\"step\",\"data\":{\"action\":\"SYNC_CHECK\"}}";

    public static TheoryData<string, string> Refused() => new()
    {
        { "{not json", "INVALID_JSON" },
        { "{\"type\":\"step\",\"data\":{\"action\":NaN}}", "INVALID_JSON" },
        { "{\"type\":\"step\",\"data\":{\"action\":\"SYNC_CHECK\",\"params\":{\"x\":-Infinity}}}", "INVALID_JSON" },
        { "{\"type\":\"step\",\"data\":{\"action\":\"\\ud800\"}}", "INVALID_JSON" },
        { "{\"type\":\"step\",\"data\":{\"action\":\"SYNC_CHECK\",\"params\":{\"\\udc00\":1}}}", "INVALID_JSON" },
        { "{\"type\":\"step\",\"data\":{\"action\":\"SYNC_CHECK\",\"params\":" + Nested(300) + "}}", "INVALID_JSON" },
        { Nested(100_000), "INVALID_JSON" },
        { "{\"type\":\"fly\"}", "UNKNOWN_TYPE" },
        { "{\"type\":5}", "UNKNOWN_TYPE" },
        { "{\"type\":\"step\"}", "VALIDATION_ERROR" },
        { "{\"type\":\"step\",\"data\":null}", "VALIDATION_ERROR" },
        { "{\"type\":\"step\",\"data\":{\"action\":\"FLY\"}}", "VALIDATION_ERROR" },
        { "{\"type\":\"step\",\"data\":{\"action\":true}}", "VALIDATION_ERROR" },
        { "{\"type\":\"step\",\"data\":{\"action\":\"SYNC_CHECK\",\"other\":1}}", "VALIDATION_ERROR" },
        { "{\"type\":\"step\",\"data\":{\"action\":\"SYNC_CHECK\",\"metadata\":5}}", "VALIDATION_ERROR" },
        { "{\"type\":\"step\",\"data\":{\"action\":\"SYNC_CHECK\"},\"other\":1}", "VALIDATION_ERROR" },
        { "{\"type\":\"state\",\"data\":{}}", "VALIDATION_ERROR" },
        { "{\"type\":\"validation_open\",\"data\":{}}", "VALIDATION_ERROR" },
        { Reset("\"seed\":-1"), "EXECUTION_ERROR" },
        { Reset("\"seed\":1.5"), "EXECUTION_ERROR" },
        { Reset("\"seed\":1.0"), "EXECUTION_ERROR" },
        { Reset("\"seed\":true"), "EXECUTION_ERROR" },
        { Reset("\"seed\":\"7\""), "EXECUTION_ERROR" },
        { Reset("\"seed\":[1]"), "EXECUTION_ERROR" },
        { Reset("\"seed\":9007199254740992"), "EXECUTION_ERROR" },
        { Reset("\"seed\":1" + new string('0', 4000)), "EXECUTION_ERROR" },
        { Reset("\"n_fact_rows\":0"), "EXECUTION_ERROR" },
        { Reset("\"n_fact_rows\":-1"), "EXECUTION_ERROR" },
        { Reset("\"n_fact_rows\":1000000000"), "EXECUTION_ERROR" },
        { Reset("\"task\":\"no_such_task\""), "EXECUTION_ERROR" },
        { Reset("\"scenario\":\"no_such_scenario\""), "EXECUTION_ERROR" },
        { Reset("\"episode_id\":5"), "EXECUTION_ERROR" },
        { Reset("\"on_invalid_action\":\"explode\""), "EXECUTION_ERROR" },
        { Reset("\"fork_from\":\"x\""), "EXECUTION_ERROR" },
        { Reset("\"fork_from\":\"a b\""), "EXECUTION_ERROR" },
        { Reset("\"fork_from\":7"), "EXECUTION_ERROR" },
        { Reset("\"at_step\":1"), "EXECUTION_ERROR" },
        { Reset("\"fork_from\":\"x\",\"at_step\":-1"), "EXECUTION_ERROR" },
        { Reset("\"fork_from\":\"x\",\"at_step\":1.5"), "EXECUTION_ERROR" },
        { Reset("\"fork_from\":\"x\",\"group\":\"g\""), "EXECUTION_ERROR" },
        { Reset("\"fork_from\":\"x\",\"medusa_durability\":\"volatile\""), "EXECUTION_ERROR" },
        { Reset("\"group\":\"\""), "EXECUTION_ERROR" },
        { Reset("\"group\":\"a~b\""), "EXECUTION_ERROR" },
        { Reset("\"group\":\"" + new string('g', 241) + "\""), "EXECUTION_ERROR" },
        { Reset("\"group\":[]"), "EXECUTION_ERROR" },
        { Reset("\"request_id\":\"\""), "EXECUTION_ERROR" },
        { Reset("\"request_id\":" + new string('1', 300)), "EXECUTION_ERROR" },
        { Reset("\"request_id\":\"" + new string('r', 256) + "\""), "EXECUTION_ERROR" },
        { Reset("\"idle_timeout_s\":0"), "EXECUTION_ERROR" },
        { Reset("\"idle_timeout_s\":true"), "EXECUTION_ERROR" },
        { Reset("\"deadline_s\":\"5\""), "EXECUTION_ERROR" },
        { Reset("\"deadline_s\":1e300"), "EXECUTION_ERROR" },
        { Reset("\"durability\":\"eternal\""), "EXECUTION_ERROR" },
        { Reset("\"durability\":\"durable\""), "EXECUTION_ERROR" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Be_refused_and_change_nothing(string frame, string code)
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/medusa/ws");
        await socket.AskDataAsync("{\"type\":\"reset\",\"data\":{\"seed\":3}}");
        await socket.AskDataAsync(Step);
        var before = await socket.AskAsync("{\"type\":\"state\"}");

        var reply = await socket.AskAsync(frame);

        Assert.Equal(code, JsonDocument.Parse(reply!).RootElement.GetProperty("data").GetProperty("code").GetString());
        Assert.DoesNotContain("   at ", reply);
        Assert.Equal(before, await socket.AskAsync("{\"type\":\"state\"}"));
        Assert.Equal(2, (await socket.AskDataAsync(Step)).GetProperty("metadata").GetProperty("step").GetInt32());
    }

    [Theory]
    [InlineData("unknown_task", "\"task\":\"no_such_task\"")]
    [InlineData("unknown_scenario", "\"scenario\":\"no_such_scenario\"")]
    public async Task Name_the_problem_where_it_has_a_code(string problem, string field)
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/medusa/ws");
        Assert.Equal(problem, (await socket.AskDataAsync(Reset(field))).GetProperty("problem").GetString());
    }

    [Fact]
    public async Task Have_unknown_reset_fields_ignored_and_named()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/medusa/ws");
        var data = await socket.AskDataAsync(Reset("\"seed\":1,\"prompt\":\"x\",\"medusa_seed\":3"));
        Assert.Equal(["prompt"], data.GetProperty("metadata").GetProperty("ignored").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(3, data.GetProperty("metadata").GetProperty("seed").GetInt32());
    }

    [Fact]
    public async Task Be_refused_before_a_reset()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/medusa/ws");
        Assert.Equal("unknown_episode", (await socket.AskDataAsync(Step)).GetProperty("problem").GetString());
        Assert.Equal(0, (await socket.AskDataAsync(Reset("\"seed\":1"))).GetProperty("metadata").GetProperty("step").GetInt32());
    }

    [Fact]
    public async Task Be_refused_after_the_end()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/medusa/ws");
        await socket.AskDataAsync(Reset("\"seed\":1"));
        Assert.True((await socket.AskDataAsync("{\"type\":\"step\",\"data\":{\"action\":\"COMMIT\"}}")).GetProperty("done").GetBoolean());
        var state = await socket.AskAsync("{\"type\":\"state\"}");
        Assert.Equal("episode_done", (await socket.AskDataAsync(Step)).GetProperty("problem").GetString());
        Assert.Equal(state, await socket.AskAsync("{\"type\":\"state\"}"));
    }

    [Fact]
    public async Task Close_the_socket_of_a_message_beyond_the_limit()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/medusa/ws");
        using var other = await server.ConnectAsync("/envs/medusa/ws");
        var largest = new string(' ', (16 << 20) - 16) + "{\"type\":\"state\"}";
        Assert.Contains("\"state\"", await socket.AskAsync(largest));
        Assert.Null(await socket.AskAsync(" " + largest));
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, socket.Socket.CloseStatus);
        Assert.Contains("\"state\"", await other.AskAsync("{\"type\":\"state\"}"));
    }

    [Fact]
    public async Task Close_the_socket_of_a_binary_frame()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.Socket.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary, true, TestTime.Limit());
        Assert.Contains("SESSION_ERROR", await socket.ReceiveAsync());
        Assert.Null(await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Close_the_socket_of_broken_UTF8()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync();
        await socket.Socket.SendAsync(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' }, WebSocketMessageType.Text, true, TestTime.Limit());
        await Assert.ThrowsAnyAsync<Exception>(async () => Assert.NotNull(await socket.ReceiveAsync()));
        Assert.Equal(200, (await server.SendAsync("GET", "/health")).Status);
    }

    private static string Reset(string fields) => $"{{\"type\":\"reset\",\"data\":{{{fields}}}}}";

    private static string Nested(int depth) => new StringBuilder().Append('[', depth).Append(']', depth).ToString();
}
