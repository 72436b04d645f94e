using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway.Tests;

public sealed class ApiKeys_should
{
    internal static readonly (string, string)[] Keys =
    [
        ("Keys:0:Id", "alice"), ("Keys:0:Sha256", Hash("wonder")),
        ("Keys:1:Id", "bob"), ("Keys:1:Sha256", Hash("builder")),
    ];

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer wrong", 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("wonder", 401)]
    [InlineData("Basic !!!", 401)]
    [InlineData("Bearer wonder", 200)]
    [InlineData("bearer builder", 200)]
    [InlineData("Basic YWxpY2U6d29uZGVy", 200)]
    [InlineData("Basic d29uZGVyOg==", 200)]
    public async Task Be_asked_for_on_every_route_but_health(string? authorization, int status)
    {
        await using var server = await GatewayServer.StartAsync(Keys);
        Assert.Equal(status, (await server.SendAsync("GET", "/v1/environments", authorization: authorization)).Status);
        Assert.Equal(status, (await server.SendAsync("POST", "/reset", "{}", authorization)).Status);
        Assert.Equal(200, (await server.SendAsync("GET", "/health", authorization: authorization)).Status);
    }

    [Fact]
    public async Task Be_asked_for_by_sockets()
    {
        await using var server = await GatewayServer.StartAsync(Keys);
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => server.ConnectAsync());
        using var socket = await server.ConnectAsync(authorization: "Bearer wonder");
        Assert.Contains("state", await socket.AskAsync("{\"type\":\"state\"}"));
    }

    [Theory]
    [InlineData("GET", "", null)]
    [InlineData("GET", "/state", null)]
    [InlineData("GET", "/log", null)]
    [InlineData("GET", "/trajectory", null)]
    [InlineData("GET", "/tables", null)]
    [InlineData("GET", "/tables/silver", null)]
    [InlineData("GET", "/grade", null)]
    [InlineData("DELETE", "", null)]
    [InlineData("GET", "/events", null)]
    [InlineData("POST", "/verify", null)]
    [InlineData("POST", "/fork", "{}")]
    [InlineData("POST", "/step", "{\"action\":{\"action\":\"SYNC_CHECK\"}}")]
    public async Task Hide_another_key_s_episode(string method, string route, string? body)
    {
        await using var server = await GatewayServer.StartAsync(Keys);
        await server.SendAsync("POST", "/v1/episodes", "{\"environment\":\"medusa\",\"seed\":1,\"episode_id\":\"hers\"}", "Bearer wonder");
        var answer = await server.SendAsync(method, $"/v1/episodes/hers{route}", body, "Bearer builder");
        var absent = await server.SendAsync(method, $"/v1/episodes/nobody{route}", body, "Bearer builder");
        Assert.Equal(404, answer.Status);
        Assert.Equal("unknown_episode", answer.Code);
        Assert.Equal(absent.Body.Replace("nobody", "hers"), answer.Body);
        var mine = await server.SendAsync("GET", "/v1/episodes/hers", authorization: "Bearer wonder");
        Assert.Equal("running", mine.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Hide_another_key_s_episodes_from_batches_and_groups()
    {
        await using var server = await GatewayServer.StartAsync(Keys);
        await server.SendAsync("POST", "/v1/episodes", "{\"environment\":\"medusa\",\"seed\":1,\"episode_id\":\"hers\",\"request_id\":\"r\"}", "Bearer wonder");
        const string Step = "{\"episode_id\":\"hers\",\"action\":{\"action\":\"SYNC_CHECK\"}}";
        var batch = await server.SendAsync("POST", "/v1/steps", $"{{\"steps\":[{Step},{{\"create\":{{\"environment\":\"medusa\",\"seed\":1,\"request_id\":\"r\"}}}}]}}", "Bearer builder");
        var results = batch.Json.GetProperty("results");
        Assert.Equal("unknown_episode", results[0].GetProperty("error").GetProperty("code").GetString());
        Assert.NotEqual("hers", results[1].GetProperty("episode_id").GetString());
        Assert.Equal("unknown_episode", (await server.SendAsync("DELETE", "/v1/episodes?group=hers", authorization: "Bearer builder")).Code);
        Assert.Equal(1, (await server.SendAsync("GET", "/v1/episodes/hers", authorization: "Bearer wonder")).Json.GetProperty("next_step").GetInt32());
        Assert.Equal(204, (await server.SendAsync("DELETE", "/v1/episodes?group=hers", authorization: "Bearer wonder")).Status);
    }

    [Fact]
    public async Task Hide_another_key_s_episode_from_OpenEnv_routes_and_lists()
    {
        await using var server = await GatewayServer.StartAsync(Keys);
        var reset = await server.SendAsync("POST", "/reset", "{\"seed\":1,\"episode_id\":\"label\"}", "Bearer wonder");
        var id = reset.Json.GetProperty("episode_id").GetString();
        foreach (var name in new[] { id, "label" })
        {
            Assert.Equal(404, (await server.SendAsync("POST", "/step", $"{{\"action\":{{\"action\":\"SYNC_CHECK\"}},\"episode_id\":\"{name}\"}}", "Bearer builder")).Status);
            Assert.Equal(404, (await server.SendAsync("GET", $"/state?episode_id={name}", authorization: "Bearer builder")).Status);
            Assert.Equal(404, (await server.SendAsync("POST", "/grader", $"{{\"episode_id\":\"{name}\",\"task_id\":\"clean_pipeline\"}}", "Bearer builder")).Status);
        }

        Assert.Empty((await server.SendAsync("GET", "/v1/episodes", authorization: "Bearer builder")).Json.GetProperty("episodes").EnumerateArray());
    }

    [Fact]
    public async Task Say_that_an_episode_is_ambiguous_where_several_run()
    {
        await using var server = await GatewayServer.StartAsync(Keys);
        await server.SendAsync("POST", "/reset", "{\"seed\":1}", "Bearer wonder");
        await server.SendAsync("POST", "/reset", "{\"seed\":2}", "Bearer wonder");
        var answer = await server.SendAsync("POST", "/step", "{\"action\":{\"action\":\"SYNC_CHECK\"}}", "Bearer wonder");
        Assert.Equal(409, answer.Status);
        Assert.Equal("ambiguous_episode", answer.Code);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("*")]
    [InlineData("192.0.2.1")]
    [InlineData("::")]
    public void Be_needed_beyond_loopback(string host)
    {
        var refusal = Assert.Throws<GatewayStartException>(() => MedusaGateway.Build(new GatewayArguments { Host = host, Port = 0 }));
        Assert.Contains("without API keys", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task Not_be_needed_beyond_loopback_where_that_is_said()
    {
        await using var server = MedusaGateway.Build(new GatewayArguments { Host = "0.0.0.0", Port = 0, Settings = new Dictionary<string, string?> { ["Medusa:AllowAnonymous"] = "true" } });
        Assert.True(server.Services.GetRequiredService<ApiKeys>().AllowsAnonymous);
    }

    [Theory]
    [InlineData("0.0.0.0", null, true)]
    [InlineData("127.0.0.1", null, false)]
    [InlineData("0.0.0.0", "Medusa:AllowAnonymous=true", false)]
    [InlineData("0.0.0.0", "Medusa:Keys:0:Id=own;Medusa:Keys:0:Sha256=0000000000000000000000000000000000000000000000000000000000000000", false)]
    public async Task Fall_back_to_a_given_one_only_where_the_start_would_be_refused(string host, string? settings, bool isTaken)
    {
        var fallback = new ApiKeyOptions { Id = "fallback", Sha256 = new string('1', 64) };
        await using var server = MedusaGateway.Build(new GatewayArguments
        {
            Host = host,
            Port = 0,
            FallbackKey = fallback,
            Settings = settings?.Split(';').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], string? (pair) => pair[1]) ?? [],
        });
        Assert.Equal(isTaken, server.Services.GetRequiredService<GatewayOptions>().Keys.Contains(fallback));
    }

    [Theory]
    [InlineData("Keys:0:Id", "a b")]
    [InlineData("Keys:0:Sha256", "abc")]
    [InlineData("Port", "70000")]
    [InlineData("Port", "many")]
    [InlineData("MaxSessions", "0")]
    [InlineData("CapacityWait", "-00:00:01")]
    [InlineData("MaxMessageBytes", "1")]
    public void Stop_the_start_with_one_line_where_the_configuration_is_wrong(string name, string value)
    {
        var settings = Keys.Append((name, value)).GroupBy(pair => pair.Item1).ToDictionary(pair => $"Medusa:{pair.Key}", pair => (string?)pair.Last().Item2);
        var refusal = Assert.Throws<GatewayStartException>(() => MedusaGateway.Build(new GatewayArguments { Settings = settings }));
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData("HOST", "0.0.0.0", "without API keys")]
    [InlineData("PORT", "eighty", "PORT is 'eighty'")]
    [InlineData("MAX_CONCURRENT_ENVS", "all", "MAX_CONCURRENT_ENVS is 'all'")]
    [InlineData("HOST", "no.such.host", "HOST takes")]
    public void Honour_the_variables_that_OpenEnv_servers_read(string name, string value, string message)
    {
        var refusal = Assert.Throws<GatewayStartException>(() => MedusaGateway.Build(new GatewayArguments { Settings = new Dictionary<string, string?> { [name] = value } }));
        Assert.Contains(message, refusal.Message);
    }

    [Fact]
    public async Task Keep_web_pages_of_other_sites_off_an_anonymous_server()
    {
        await using var server = await GatewayServer.StartAsync();
        server.Http.DefaultRequestHeaders.Add("Origin", "https://example.com");
        Assert.Equal(401, (await server.SendAsync("POST", "/reset", "{}")).Status);
    }

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
