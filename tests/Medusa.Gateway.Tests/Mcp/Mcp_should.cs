using System.Text.Json;

namespace Medusa.Gateway.Tests;

public sealed class Mcp_should
{
    [Fact]
    public async Task Offer_the_actions_as_tools()
    {
        await using var server = await GatewayServer.StartAsync();
        var tools = (await AskAsync(server, "tools/list", null)).GetProperty("result").GetProperty("tools");
        var names = tools.EnumerateArray().Select(tool => tool.GetProperty("name").GetString()).ToArray();
        Assert.Contains("COMMIT", names);
        Assert.Contains("start_episode", names);
        Assert.DoesNotContain("reset", names);
        Assert.All(tools.EnumerateArray(), tool => Assert.Equal("object", tool.GetProperty("inputSchema").GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Serve_a_session_over_HTTP()
    {
        await using var server = await GatewayServer.StartAsync();
        var session = (await AskAsync(server, "openenv/session/create", null)).GetProperty("result").GetProperty("session_id").GetString()!;
        var started = await CallAsync(server, session, "start_episode", "{\"seed\":0}");
        Assert.False(started.GetProperty("isError").GetBoolean());
        var stepped = await CallAsync(server, session, "SYNC_CHECK", "{}");
        Assert.Equal(1, stepped.GetProperty("structuredContent").GetProperty("metadata").GetProperty("step").GetInt32());

        using (var socket = await server.ConnectAsync($"/ws?session_id={session}"))
        {
            Assert.Equal(1, (await socket.AskDataAsync("{\"type\":\"state\"}")).GetProperty("step_count").GetInt32());
            using var second = await server.ConnectAsync($"/ws?session_id={session}");
            Assert.Contains("already has an attached WebSocket", await second.ReceiveAsync());
            Assert.Null(await socket.AskAsync("{\"type\":\"close\"}"));
        }

        var state = await CallAsync(server, session, "episode_state", "{}");
        Assert.Equal(1, state.GetProperty("structuredContent").GetProperty("step_count").GetInt32());
        Assert.True((await AskAsync(server, "openenv/session/close", $"{{\"session_id\":\"{session}\"}}")).GetProperty("result").TryGetProperty("closed", out _));
    }

    [Fact]
    public async Task Serve_a_client_that_initializes()
    {
        await using var server = await GatewayServer.StartAsync();
        var answer = await server.SendAsync("POST", "/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-03-26\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
        Assert.Equal("2025-03-26", answer.Json.GetProperty("result").GetProperty("protocolVersion").GetString());
        server.Http.DefaultRequestHeaders.Add("Mcp-Session-Id", answer.Headers["Mcp-Session-Id"]);
        Assert.Equal(202, (await server.SendAsync("POST", "/mcp", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")).Status);
        Assert.Equal(JsonValueKind.Object, (await AskAsync(server, "ping", null)).GetProperty("result").ValueKind);
        Assert.False((await AskAsync(server, "tools/call", "{\"name\":\"start_episode\"}")).GetProperty("result").GetProperty("isError").GetBoolean());
        Assert.False((await AskAsync(server, "tools/call", "{\"name\":\"COMMIT\"}")).GetProperty("result").GetProperty("isError").GetBoolean());
        Assert.Equal(204, (await server.SendAsync("DELETE", "/mcp")).Status);
    }

    [Theory]
    [InlineData("not-json", -32700)]
    [InlineData("[]", -32600)]
    [InlineData("{\"jsonrpc\":\"1.0\",\"method\":\"ping\",\"id\":1}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":1,\"x\":1}", -32600)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"fly\",\"id\":1}", -32601)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"id\":1}", -32602)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"id\":1,\"params\":{\"name\":\"fly\"}}", -32602)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\",\"id\":1,\"params\":{\"session_id\":\"x\"}}", -32602)]
    public async Task Refuse_what_is_wrong_with_status_200(string body, int code)
    {
        await using var server = await GatewayServer.StartAsync();
        var answer = await server.SendAsync("POST", "/mcp", body);
        Assert.Equal(200, answer.Status);
        Assert.Equal(code, answer.Json.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Speak_over_its_own_socket()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/mcp");
        Assert.Contains("-32700", await socket.AskAsync("nonsense"));
        Assert.Contains("structuredContent", await socket.AskAsync("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"start_episode\",\"arguments\":{\"seed\":1}}}"));
        Assert.Contains("\"step\":1", await socket.AskAsync("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"SYNC_CHECK\"}}"));
    }

    private static async Task<JsonElement> CallAsync(GatewayServer server, string session, string tool, string arguments) =>
        (await AskAsync(server, "tools/call", $"{{\"session_id\":\"{session}\",\"name\":\"{tool}\",\"arguments\":{arguments}}}")).GetProperty("result");

    private static async Task<JsonElement> AskAsync(GatewayServer server, string method, string? parameters) =>
        (await server.SendAsync("POST", "/mcp", $"{{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"{method}\"{(parameters is null ? "" : $",\"params\":{parameters}")}}}")).Json;
}
