using System.Text;
using System.Text.Json;
using Medusa.Episodes;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway.Tests;

/// <summary>Alice has two episodes and gives an agent a token for one.</summary>
public sealed class AgentTokens_should : IAsyncLifetime
{
    private const string Alice = "Bearer alice-key";
    private const string Own = "own-1";
    private const string Other = "other-2";
    private const string Step = """{"action":{"action":"SYNC_CHECK"}}""";
    private readonly KeysOnDisk disk = new();
    private GatewayServer server = null!;
    private string agent = null!;
    private string token = null!;
    private string digestOfOther = null!;

    public async Task InitializeAsync()
    {
        disk.Add("alice").Add("bob");
        server = await GatewayServer.StartAsync(("KeysFile", disk.File));
        await server.SendAsync("POST", "/v1/episodes", $$"""{"environment":"medusa","seed":918273645,"episode_id":"{{Own}}"}""", Alice);
        var other = await server.SendAsync("POST", "/v1/episodes", $$"""{"environment":"medusa","seed":918273646,"episode_id":"{{Other}}"}""", Alice);
        digestOfOther = other.Json.GetProperty("episodes")[0].GetProperty("metadata").GetProperty("state_digest").GetString()!;
        token = (await IssueAsync("{}")).Json.GetProperty("agent_token").GetString()!;
        agent = $"Bearer {token}";
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        disk.Dispose();
    }

    [Fact]
    public async Task Say_when_they_expire()
    {
        var issued = await IssueAsync("""{"ttl_s":60}""");
        Assert.Equal((201, Own), (issued.Status, issued.Json.GetProperty("episode_id").GetString()));
        Assert.InRange((issued.Json.GetProperty("expires_at").GetDateTimeOffset() - DateTimeOffset.UtcNow).TotalSeconds, 30, 61);
        Assert.Equal(422, (await IssueAsync("""{"ttl_s":0}""")).Status);
        Assert.Equal(422, (await IssueAsync("""{"ttl_s":604801}""")).Status);
        Assert.Equal("unknown_episode", (await server.SendAsync("POST", $"/v1/episodes/{Own}/agent_token", "{}", "Bearer bob-key")).Code);
    }

    [Fact]
    public async Task Let_an_agent_see_and_step_its_episode_without_its_seed()
    {
        var first = await server.SendAsync("GET", $"/v1/episodes/{Own}/observation", authorization: agent);
        Assert.Equal(200, first.Status);
        Assert.DoesNotContain("918273645", first.Body);
        Assert.DoesNotContain("\"seed\"", first.Body);
        Assert.Contains("918273645", (await server.SendAsync("GET", $"/v1/episodes/{Own}/observation", authorization: Alice)).Body);
        var step = await server.SendAsync("POST", $"/v1/episodes/{Own}/step", Step, agent);
        Assert.Equal((200, 1), (step.Status, step.Json.GetProperty("step").GetInt32()));
        Assert.Equal(step.Body, (await server.SendAsync("GET", $"/v1/episodes/{Own}/observation", authorization: agent)).Body);
        Assert.Equal(step.Body, (await server.SendAsync("GET", $"/v1/episodes/{Own}/observation", authorization: Alice)).Body);
    }

    [Fact]
    public async Task Be_refused_by_every_route_beyond_their_reach()
    {
        string[] reached =
        [
            "GET /v1/episodes/{id}/observation", "POST /v1/episodes/{id}/step", "POST /step", "POST /reset", "GET /ws", "GET /mcp", "POST /mcp", "DELETE /mcp",
        ];
        var open = new[] { "/health", "/live", "/ready" };
        foreach (var call in RouteCall.All(server, Own).Where(call => !reached.Contains($"{call.Method} {call.Pattern.Replace("/envs/{environment}", "")}")))
        {
            var answer = await server.SendAsync(call.Method, call.Path, call.Body, agent);
            if (open.Contains(call.Path) || WebRoutes.IsPage(call.Path) || DocsRoutes.IsOpen(call.Path))
            {
                Assert.DoesNotContain("918273645", answer.Body);
                continue;
            }

            Assert.True(answer.Status == 403 && answer.Code == "forbidden", $"{call}: {answer.Status} {answer.Body}");
        }

        Assert.Equal(1, await NextStepAsync(Own));
    }

    [Fact]
    public async Task Show_nothing_of_another_episode_of_the_same_key()
    {
        foreach (var call in RouteCall.All(server, Other).Where(call => !call.IsSocket))
        {
            var answer = await server.SendAsync(call.Method, call.Path, call.Body, agent);
            Assert.DoesNotContain(digestOfOther, answer.Body);
            Assert.DoesNotContain("918273646", answer.Body);
            Assert.True(!call.NamesEpisode || answer.Status == 403 || (answer.Status == 404 && answer.Code == "unknown_episode"), $"{call}: {answer.Status} {answer.Body}");
        }

        Assert.Equal(1, await NextStepAsync(Other));
    }

    [Theory]
    [InlineData("POST", "/envs/medusa-v0/step", """{"action":{"action":"SYNC_CHECK"}}""", 404)]
    [InlineData("POST", "/envs/medusa-v0/reset", "{}", 404)]
    [InlineData("POST", "/step", """{"action":{"action":"SYNC_CHECK"},"episode_id":"other-2"}""", 404)]
    [InlineData("POST", "/s/key/step", """{"action":{"action":"SYNC_CHECK"}}""", 403)]
    [InlineData("POST", "/s/key/reset", "{}", 403)]
    [InlineData("GET", "/no/such/route", null, 403)]
    public async Task Find_no_side_door(string method, string path, string? body, int status)
    {
        var answer = await server.SendAsync(method, path, body, agent);
        Assert.Equal(status, answer.Status);
        Assert.Equal((1, 1), (await NextStepAsync(Own), await NextStepAsync(Other)));
    }

    [Fact]
    public async Task Serve_OpenEnv_over_HTTP_for_one_episode()
    {
        var reset = await server.SendAsync("POST", "/reset", """{"seed":7,"fork_from":"other-2","episode_id":"x"}""", agent);
        Assert.Equal((200, Own), (reset.Status, reset.Json.GetProperty("episode_id").GetString()));
        Assert.DoesNotContain("\"seed\"", reset.Body);
        Assert.Equal(200, (await server.SendAsync("POST", "/step", Step, agent)).Status);
        Assert.Equal("forbidden", (await server.SendAsync("POST", "/reset", "{}", agent)).Code);
        Assert.Equal((2, 1), (await NextStepAsync(Own), await NextStepAsync(Other)));
        Assert.Equal(2, (await server.SendAsync("GET", "/v1/episodes", authorization: Alice)).Json.GetProperty("episodes").GetArrayLength());
    }

    [Fact]
    public async Task Serve_OpenEnv_s_socket_as_user_info_for_one_episode_and_leave_it_open()
    {
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"agent:{token}"));
        using (var socket = await server.ConnectAsync("/ws", basic))
        {
            var reset = await socket.AskAsync("""{"type":"reset","data":{"seed":7,"fork_from":"other-2"}}""");
            Assert.Contains($"\"episode_id\":\"{Own}\"", reset);
            Assert.DoesNotContain("\"seed\"", reset);
            Assert.Contains("\"observation\"", await socket.AskAsync("""{"type":"step","data":{"action":"SYNC_CHECK","metadata":{"episode_id":"other-2"}}}"""));
            Assert.Contains("\"problem\":\"forbidden\"", await socket.AskAsync("""{"type":"state"}"""));
            Assert.Contains("\"problem\":\"forbidden\"", await socket.AskAsync("""{"type":"reset","data":{}}"""));
            Assert.Null(await socket.AskAsync("""{"type":"close"}"""));
        }

        Assert.Equal((2, 1), (await NextStepAsync(Own), await NextStepAsync(Other)));
        using var wrong = await server.ConnectAsync("/envs/medusa-v0/ws", agent);
        Assert.Contains("unknown_episode", await wrong.AskAsync("""{"type":"step","data":{"action":"SYNC_CHECK"}}"""));
    }

    [Fact]
    public async Task Serve_MCP_for_one_episode()
    {
        var tools = (await McpAsync("tools/list", "{}", agent)).GetProperty("result").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()).ToArray();
        Assert.Contains("SYNC_CHECK", tools);
        Assert.DoesNotContain("episode_state", tools);
        var start = (await McpAsync("tools/call", """{"name":"start_episode","arguments":{"fork_from":"other-2","seed":3}}""", agent)).GetRawText();
        Assert.Contains(Own, start);
        Assert.DoesNotContain("918273645", start);
        Assert.Contains("forbidden", (await McpAsync("tools/call", """{"name":"episode_state"}""", agent)).GetRawText());
        Assert.Contains("observation", (await McpAsync("tools/call", """{"name":"SYNC_CHECK"}""", agent)).GetRawText());
        Assert.Contains("forbidden", (await McpAsync("tools/call", """{"name":"start_episode"}""", agent)).GetRawText());
        var session = (await McpAsync("openenv/session/create", "{}", Alice)).GetProperty("result").GetProperty("session_id").GetString();
        Assert.Contains("Unknown session_id", (await McpAsync("tools/call", $$"""{"session_id":"{{session}}","name":"episode_state"}""", agent)).GetRawText());
        using var attached = await server.ConnectAsync($"/ws?session_id={session}", agent);
        Assert.Contains("Unknown session_id", await attached.ReceiveAsync());
        using var socket = await server.ConnectAsync("/mcp", agent);
        Assert.Contains("forbidden", await socket.AskAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"episode_state"}}"""));
        Assert.Equal((2, 1), (await NextStepAsync(Own), await NextStepAsync(Other)));
    }

    [Fact]
    public async Task End_with_the_key_that_made_them()
    {
        using var socket = await server.ConnectAsync("/ws", agent);
        disk.Revoke("alice");
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(401, (await server.SendAsync("GET", $"/v1/episodes/{Own}/observation", authorization: agent)).Status);
    }

    [Fact]
    public async Task End_with_their_time()
    {
        var brief = $"Bearer {(await IssueAsync("""{"ttl_s":2}""")).Json.GetProperty("agent_token").GetString()}";
        using var socket = await server.ConnectAsync("/ws", brief);
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(401, (await server.SendAsync("GET", $"/v1/episodes/{Own}/observation", authorization: brief)).Status);
    }

    [Fact]
    public async Task Be_refused_where_they_are_forged()
    {
        var tokens = server.Services.GetRequiredService<AgentTokens>();
        Assert.NotNull(tokens.Read(token));
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]));
        foreach (var forged in new[] { claims.Replace(Own, Other), claims.Replace("alice", "bob"), claims.Replace("alice", "anonymous"), "9" + claims, "" })
        {
            Assert.Null(tokens.Read($"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(forged))}.{parts[2]}"));
        }

        foreach (var broken in new[] { token[..^1], token + "A", $"{parts[0]}.{parts[1]}", $"{parts[0]}..", "mdat1.", $"{parts[0]}.{parts[1]}.!", token.Replace("mdat1", "mdat2") })
        {
            Assert.Null(tokens.Read(broken));
            Assert.Equal(401, (await server.SendAsync("GET", $"/v1/episodes/{Own}/observation", authorization: $"Bearer {broken}")).Status);
        }
    }

    [Fact]
    public async Task Be_known_to_every_gateway_that_knows_the_key()
    {
        await using var second = await GatewayServer.StartAsync(("KeysFile", disk.File));
        Assert.NotNull(second.Services.GetRequiredService<AgentTokens>().Read(token));
    }

    [Fact]
    public async Task Narrow_what_their_bearer_reaches_on_a_server_without_keys_too()
    {
        await using var anonymous = await GatewayServer.StartAsync();
        await anonymous.SendAsync("POST", "/v1/episodes", $$"""{"environment":"medusa","seed":1,"episode_id":"{{Own}}"}""");
        var own = $"Bearer {(await anonymous.SendAsync("POST", $"/v1/episodes/{Own}/agent_token", "{}")).Json.GetProperty("agent_token").GetString()}";
        Assert.Equal(200, (await anonymous.SendAsync("GET", $"/v1/episodes/{Own}/observation", authorization: own)).Status);
        Assert.Equal(403, (await anonymous.SendAsync("GET", $"/v1/episodes/{Own}/tables", authorization: own)).Status);
        Assert.Equal(401, (await anonymous.SendAsync("GET", $"/v1/episodes/{Own}/observation", authorization: agent)).Status);
        Assert.Equal(401, (await server.SendAsync("GET", $"/v1/episodes/{Own}/observation", authorization: own)).Status);
    }

    private Task<TestAnswer> IssueAsync(string body) => server.SendAsync("POST", $"/v1/episodes/{Own}/agent_token", body, Alice);

    private async Task<int> NextStepAsync(string id) => (await server.SendAsync("GET", $"/v1/episodes/{id}", authorization: Alice)).Json.GetProperty("next_step").GetInt32();

    private async Task<JsonElement> McpAsync(string method, string parameters, string authorization) =>
        (await server.SendAsync("POST", "/mcp", $"{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"{method}\",\"params\":{parameters}}}", authorization)).Json;
}
