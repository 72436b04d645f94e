using System.Text.Json;

namespace Medusa.Gateway.Tests;

[Collection("gate")]
public sealed class Forks_should
{
    [Fact]
    public async Task Begin_where_their_parent_stood_and_go_on_alone()
    {
        await using var server = await WithEpisodeAsync();
        var forks = await ForkAsync(server, "{\"at\":1,\"count\":2,\"label\":\"branch\"}");
        Assert.Equal(201, forks.Status);
        var first = Episodes(forks)[0];
        Assert.Equal(["one~1", "one~2"], Episodes(forks).Select(Id));
        Assert.Equal(1, first.GetProperty("step").GetInt32());
        var recorded = (await StepAsync(server, "one", "SYNC_CHECK", 1)).Json;
        Assert.Equal(recorded.GetProperty("observation").GetRawText(), first.GetProperty("observation").GetRawText());
        Assert.Equal(recorded.GetProperty("metadata").GetProperty("state_digest").GetString(), first.GetProperty("metadata").GetProperty("state_digest").GetString());
        Assert.Equal(200, (await StepAsync(server, "one~1", "PREP_KEYS_A", 2)).Status);
        Assert.Equal(3, (await server.SendAsync("GET", "/v1/episodes/one")).Json.GetProperty("next_step").GetInt32());
        Assert.Equal(2, Episodes(await ForkAsync(server, ""))[0].GetProperty("step").GetInt32());
    }

    [Fact]
    public async Task Happen_once_for_each_request_id()
    {
        await using var server = await WithEpisodeAsync();
        var first = await ForkAsync(server, "{\"count\":2,\"request_id\":\"f\"}");
        var again = await ForkAsync(server, "{\"count\":2,\"request_id\":\"f\"}");
        Assert.Equal(201, again.Status);
        Assert.Equal(first.Body, again.Body);
        Assert.False(first.Headers.ContainsKey("Medusa-Replayed"));
        Assert.Equal("true", again.Headers["Medusa-Replayed"]);
        Assert.Equal("request_conflict", (await ForkAsync(server, "{\"at\":0,\"count\":2,\"request_id\":\"f\"}")).Code);
    }

    [Theory]
    [InlineData("one", "{\"at\":-1}", 422, "invalid_request")]
    [InlineData("one", "{\"at\":3}", 422, "invalid_request")]
    [InlineData("one", "{\"at\":\"1\"}", 422, "invalid_request")]
    [InlineData("one", "{\"count\":0}", 422, "invalid_request")]
    [InlineData("one", "{\"count\":4097}", 422, "invalid_request")]
    [InlineData("one", "{\"request_id\":\"\"}", 422, "invalid_request")]
    [InlineData("one", "{\"label\":5}", 422, "invalid_request")]
    [InlineData("one", "{\"other\":1}", 422, "invalid_request")]
    [InlineData("one", "{", 400, "invalid_json")]
    [InlineData("nobody", "{}", 404, "unknown_episode")]
    [InlineData("a%20b", "{}", 404, "unknown_episode")]
    public async Task Be_refused_where_they_are_wrong(string id, string body, int status, string code)
    {
        await using var server = await WithEpisodeAsync();
        var answer = await server.SendAsync("POST", $"/v1/episodes/{id}/fork", body);
        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Single((await server.SendAsync("GET", "/v1/episodes")).Json.GetProperty("episodes").EnumerateArray());
    }

    [Fact]
    public async Task Be_verified_as_their_parents_are()
    {
        await using var server = await WithEpisodeAsync();
        await ForkAsync(server, "{\"at\":1}");
        await StepAsync(server, "one~1", "PREP_KEYS_A", 2);
        foreach (var id in new[] { "one", "one~1" })
        {
            var verified = await server.SendAsync("POST", $"/v1/episodes/{id}/verify");
            Assert.Equal(200, verified.Status);
            Assert.True(verified.Json.GetProperty("ok").GetBoolean());
            Assert.Equal(2, verified.Json.GetProperty("steps").GetInt32());
        }

        Assert.Equal("unknown_episode", (await server.SendAsync("POST", "/v1/episodes/nobody/verify")).Code);
        Assert.Equal("invalid_request", (await server.SendAsync("POST", "/v1/episodes/one/verify?at=1")).Code);
    }

    private static async Task<GatewayServer> WithEpisodeAsync()
    {
        var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", "{\"environment\":\"medusa\",\"seed\":0,\"episode_id\":\"one\"}");
        await StepAsync(server, "one", "SYNC_CHECK", 1);
        await StepAsync(server, "one", "EVOLVE_SCHEMA", 2);
        return server;
    }

    private static Task<TestAnswer> ForkAsync(GatewayServer server, string body) => server.SendAsync("POST", "/v1/episodes/one/fork", body);

    private static Task<TestAnswer> StepAsync(GatewayServer server, string id, string action, int step) =>
        server.SendAsync("POST", $"/v1/episodes/{id}/step", $"{{\"action\":{{\"action\":\"{action}\"}},\"step\":{step}}}");

    private static List<JsonElement> Episodes(TestAnswer answer) => [.. answer.Json.GetProperty("episodes").EnumerateArray()];

    private static string Id(JsonElement episode) => episode.GetProperty("episode_id").GetString()!;
}
