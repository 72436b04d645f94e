using System.Text.Json;

namespace Medusa.Gateway.Tests;

/// <summary>Alice has an episode; Bob has a key of his own and knows every name of hers.</summary>
public sealed class EveryRoute_should : IAsyncLifetime
{
    private const string Alice = "Bearer wonder";
    private const string Bob = "Bearer builder";
    private const string Hers = "hers-4711";
    private const string Session = "session-of-alice";

    private GatewayServer server = null!;
    private string[] secrets = [];
    private string mcpSession = null!;
    private string before = null!;

    public async Task InitializeAsync()
    {
        server = await GatewayServer.StartAsync(ApiKeys_should.Keys);
        var created = await server.SendAsync(
            "POST",
            "/v1/episodes",
            $$"""{"environment":"medusa","seed":918273645,"episode_id":"{{Hers}}","request_id":"request-of-{{Hers}}","labels":{"team":"team-of-alice"} }""",
            Alice);
        var step = await server.SendAsync("POST", $"/v1/episodes/{Hers}/step", """{"action":{"action":"SYNC_CHECK"}}""", Alice);
        var labelled = await server.SendAsync("POST", "/reset", $$"""{"seed":918273646,"episode_id":"label-of-{{Hers}}"}""", Alice);
        var keyed = await server.SendAsync("POST", $"/s/{Session}/reset", """{"seed":918273647}""", Alice);
        Assert.Equal((201, 200, 200, 200), (created.Status, step.Status, labelled.Status, keyed.Status));
        mcpSession = (await server.SendAsync("POST", "/mcp", """{"jsonrpc":"2.0","id":1,"method":"openenv/session/create"}""", Alice)).Json.GetProperty("result").GetProperty("session_id").GetString()!;
        secrets =
        [
            "91827364", "team-of-alice",
            .. new[] { created.Json.GetProperty("episodes")[0], step.Json, labelled.Json, keyed.Json }.Select(result => result.GetProperty("metadata").GetProperty("state_digest").GetString()!),
            labelled.Json.GetProperty("episode_id").GetString()!, keyed.Json.GetProperty("episode_id").GetString()!,
        ];
        before = await ShowAllAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Refuse_another_key_s_episode_as_unknown_and_show_nothing_of_it()
    {
        var calls = RouteCall.All(server, Hers);
        Assert.True(calls.Count(call => call.NamesEpisode) >= 12, "The routes are enumerated.");
        foreach (var call in calls.Where(call => !call.IsStream && !call.IsSocket))
        {
            var answer = await server.SendAsync(call.Method, call.Path, call.Body, Bob);
            AssertNothingShown(call.ToString(), answer.Body);
            Assert.True(answer.Status < 500, $"{call}: {answer.Status} {answer.Body}");
            if (call.NamesEpisode)
            {
                Assert.True(answer.Status == 404 && answer.Code == "unknown_episode", $"{call}: {answer.Status} {answer.Body}");
                var absent = RouteCall.All(server, "nobody").Single(other => (other.Method, other.Pattern) == (call.Method, call.Pattern));
                Assert.Equal((await server.SendAsync(absent.Method, absent.Path, absent.Body, Bob)).Body.Replace("nobody", Hers), answer.Body);
            }
        }

        Assert.Equal(before, await ShowAllAsync());
    }

    [Theory]
    [InlineData("POST", "/step", 404)]
    [InlineData("POST", "/reset", 404)]
    [InlineData("POST", "/grader", 404)]
    [InlineData("GET", "/state", 404)]
    [InlineData("DELETE", "/v1/episodes", 404)]
    [InlineData("POST", "/mcp", 200)]
    [InlineData("POST", "/v1/steps", 200)]
    public async Task Name_it_unknown_where_it_stands_in_the_body_or_the_parameters(string method, string pattern, int status)
    {
        foreach (var call in RouteCall.All(server, Hers).Where(call => call.Method == method && (call.Pattern == pattern || call.Pattern == "/envs/{environment}" + pattern)))
        {
            var answer = await server.SendAsync(call.Method, call.Path, call.Body, Bob);
            Assert.Equal(status, answer.Status);
            Assert.Contains("unknown_episode", answer.Body);
        }
    }

    [Theory]
    [InlineData("/envs/medusa/s/session-of-alice/state")]
    [InlineData("/s/session-of-alice/state")]
    public async Task Know_another_key_s_sessions_as_little(string path)
    {
        var answer = await server.SendAsync("GET", path, authorization: Bob);
        Assert.Equal(0, answer.Json.GetProperty("step_count").GetInt32());
        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("episode_id").ValueKind);
        using var socket = await server.ConnectAsync(path.Replace("state", "ws"), Bob);
        AssertNothingShown(path, await socket.AskAsync("""{"type":"state"}"""));
        Assert.Equal(before, await ShowAllAsync());
    }

    [Fact]
    public async Task Stream_nothing_of_another_key_s_episodes()
    {
        using var limit = new CancellationTokenSource(TestTime.Long);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        request.Headers.TryAddWithoutValidation("Authorization", Bob);
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        using var stream = new StreamReader(await response.Content.ReadAsStreamAsync(limit.Token));
        await server.SendAsync("POST", $"/v1/episodes/{Hers}/step", """{"action":{"action":"PREP_KEYS_A"}}""", Alice);
        await server.SendAsync("POST", "/v1/episodes", """{"environment":"medusa","seed":1,"episode_id":"his"}""", Bob);
        var text = "";
        while (!text.Contains("his"))
        {
            text += await stream.ReadLineAsync(limit.Token);
        }

        Assert.DoesNotContain(Hers, text);
        AssertNothingShown("GET /v1/events", text);
    }

    [Fact]
    public async Task Refuse_it_by_every_operation_of_the_native_socket()
    {
        using var socket = await server.ConnectAsync("/v1/ws", Bob);
        foreach (var operation in NativeFrames.Operations)
        {
            var fields = operation switch
            {
                "create" => $"\"environment\":\"medusa\",\"seed\":1,\"request_id\":\"request-of-{Hers}\"",
                "steps" => $$"""
                    "steps":[{"episode_id":"{{Hers}}","action":{"action":"SYNC_CHECK"} }]
                    """,
                "step" => $$"""
                    "episode_id":"{{Hers}}","action":{"action":"SYNC_CHECK"}
                    """,
                _ => $"\"episode_id\":\"{Hers}\"",
            };
            var reply = await socket.AskAsync($"{{\"id\":1,\"op\":\"{operation}\",{fields}}}");
            AssertNothingShown(operation, reply);
            if (operation == "create")
            {
                Assert.DoesNotContain(Hers, reply);
            }
            else
            {
                Assert.Contains("unknown_episode", reply);
            }
        }

        Assert.Equal(before, await ShowAllAsync());
    }

    [Fact]
    public async Task Refuse_it_by_every_frame_of_OpenEnv()
    {
        foreach (var type in Enum.GetValues<FrameType>().OrderBy(type => type == FrameType.Close))
        {
            using var socket = await server.ConnectAsync("/envs/medusa/ws", Bob);
            var frame = type switch
            {
                FrameType.Reset => $$"""{"type":"reset","data":{"seed":1,"fork_from":"{{Hers}}"} }""",
                FrameType.Step => $$"""{"type":"step","data":{"action":"SYNC_CHECK","metadata":{"episode_id":"{{Hers}}"} } }""",
                FrameType.State => """{"type":"state"}""",
                FrameType.Mcp => $$$"""{"type":"mcp","data":{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"start_episode","arguments":{"fork_from":"{{{Hers}}}"} } } }""",
                _ => """{"type":"close"}""",
            };
            var reply = await socket.AskAsync(frame);
            AssertNothingShown(frame, reply);
            if (type is FrameType.Reset or FrameType.Mcp)
            {
                Assert.Contains("unknown_episode", reply);
            }
        }

        Assert.Equal(before, await ShowAllAsync());
    }

    [Fact]
    public async Task Refuse_it_by_every_method_and_tool_of_MCP()
    {
        var tools = (await AskMcpAsync("tools/list", "{}")).GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()!).ToArray();
        Assert.Contains("episode_state", tools);
        foreach (var tool in tools)
        {
            foreach (var parameters in new[] { $"\"session_id\":\"{mcpSession}\",", "" })
            {
                var reply = await AskMcpAsync("tools/call", $$$"""{{{{parameters}}}"name":"{{{tool}}}","arguments":{"episode_id":"{{{Hers}}}","fork_from":"{{{Hers}}}"}}""");
                AssertNothingShown(tool, reply.GetRawText());
                Assert.True(parameters.Length == 0 || reply.GetProperty("error").GetProperty("message").GetString() == $"Unknown session_id: {mcpSession}", tool);
            }
        }

        foreach (var method in McpDispatcher.Methods)
        {
            AssertNothingShown(method, (await AskMcpAsync(method, $"{{\"session_id\":\"{mcpSession}\"}}")).GetRawText());
        }

        using var attached = await server.ConnectAsync($"/ws?session_id={mcpSession}", Bob);
        Assert.Contains("Unknown session_id", await attached.ReceiveAsync());
        Assert.Equal(before, await ShowAllAsync());
    }

    private async Task<JsonElement> AskMcpAsync(string method, string parameters) =>
        (await server.SendAsync("POST", "/mcp", $"{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"{method}\",\"params\":{parameters}}}", Bob)).Json;

    private void AssertNothingShown(string asked, string? answer)
    {
        foreach (var secret in secrets)
        {
            Assert.False(answer?.Contains(secret, StringComparison.OrdinalIgnoreCase) == true, $"{asked} shows {secret}: {answer}");
        }
    }

    /// <summary>All that Alice sees of her episodes.</summary>
    private async Task<string> ShowAllAsync() =>
        (await server.SendAsync("GET", "/v1/episodes", authorization: Alice)).Body
        + (await server.SendAsync("GET", $"/v1/episodes/{Hers}/log", authorization: Alice)).Body
        + (await server.SendAsync("POST", "/mcp", $"{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{{\"session_id\":\"{mcpSession}\",\"name\":\"episode_state\"}}}}", Alice)).Body;
}
