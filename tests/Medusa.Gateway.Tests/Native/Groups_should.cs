using System.Text.Json;

namespace Medusa.Gateway.Tests;

[Collection("gate")]
public sealed class Groups_should
{
    private const string Step = "{\"action\":{\"action\":\"SYNC_CHECK\"},\"step\":1}";

    [Fact]
    public async Task Start_equal_episodes_that_go_on_alone()
    {
        await using var server = await GatewayServer.StartAsync();
        var created = await CreateAsync(server, "\"seed\":7,\"count\":3");
        Assert.Equal(201, created.Status);
        var episodes = Episodes(created);
        Assert.Equal(3, episodes.Select(Id).Distinct().Count());
        Assert.All(episodes, episode => Assert.Equal(episodes[0].GetProperty("observation").GetRawText(), episode.GetProperty("observation").GetRawText()));
        var group = Id(episodes[0]).Split('~')[0];
        Assert.Equal([$"{group}~1", $"{group}~2", $"{group}~3"], episodes.Select(Id));
        Assert.Equal(200, (await server.SendAsync("POST", $"/v1/episodes/{group}~2/step", Step)).Status);
        var listed = (await server.SendAsync("GET", $"/v1/episodes?group={group}")).Json.GetProperty("episodes").EnumerateArray();
        Assert.Equal([1, 2, 1], listed.Select(episode => episode.GetProperty("next_step").GetInt32()));
    }

    [Fact]
    public async Task Start_one_group_for_each_seed()
    {
        await using var server = await GatewayServer.StartAsync();
        var episodes = Episodes(await CreateAsync(server, "\"seeds\":[3,1],\"count\":2"));
        Assert.Equal([3, 3, 1, 1], episodes.Select(episode => episode.GetProperty("metadata").GetProperty("seed").GetInt32()));
        Assert.Equal(2, episodes.Select(episode => Id(episode).Split('~')[0]).Distinct().Count());
    }

    [Theory]
    [InlineData("\"count\":3,\"seed\":7")]
    [InlineData("\"count\":2,\"seeds\":[4,5]")]
    [InlineData("\"seeds\":[4,5,6]")]
    public async Task Start_once_for_each_request_id(string fields)
    {
        await using var server = await GatewayServer.StartAsync();
        foreach (var requestId in new[] { "r", new string('r', 255) })
        {
            var first = await CreateAsync(server, $"{fields},\"request_id\":\"{requestId}\"");
            var again = await CreateAsync(server, $"{fields},\"request_id\":\"{requestId}\"");
            Assert.Equal(201, first.Status);
            Assert.False(first.Headers.ContainsKey("Medusa-Replayed"));
            Assert.Equal("true", again.Headers["Medusa-Replayed"]);
            Assert.Equal(first.Body, again.Body);
        }

        foreach (var changed in new[] { "\"count\":3,\"seeds\":[4,5]", "\"seed\":7", "\"seeds\":[4,5]", "\"seed\":4", "\"seeds\":[4,5,6,7]" })
        {
            Assert.Equal("request_conflict", (await CreateAsync(server, $"{changed},\"request_id\":\"r\"")).Code);
        }
    }

    [Fact]
    public async Task Leave_nothing_running_where_one_episode_is_refused()
    {
        await using var server = await GatewayServer.StartAsync(("MaxRetainedEpisodes", "3"));
        var answer = await CreateAsync(server, "\"seeds\":[1,2,3,4,5,6,7,8]");
        Assert.Equal((503, "overloaded"), (answer.Status, answer.Code));
        Assert.Empty((await server.SendAsync("GET", "/v1/episodes?status=running")).Json.GetProperty("episodes").EnumerateArray());
    }

    [Fact]
    public async Task Start_no_more_than_the_server_may_hold()
    {
        await using var server = await GatewayServer.StartAsync(("MaxLiveEpisodes", "3"));
        Assert.Equal("overloaded", (await CreateAsync(server, "\"count\":4")).Code);
        Assert.Equal(201, (await CreateAsync(server, "\"count\":3")).Status);
        Assert.Equal("overloaded", (await CreateAsync(server, "\"seed\":1")).Code);
    }

    [Theory]
    [InlineData("\"count\":0", "count")]
    [InlineData("\"count\":4097", "count")]
    [InlineData("\"count\":1.5", "count")]
    [InlineData("\"count\":4096,\"seeds\":[1,2]", "count")]
    [InlineData("\"count\":2,\"episode_id\":\"a\"", "episode_id")]
    [InlineData("\"seeds\":[1,2],\"episode_id\":\"a\"", "episode_id")]
    [InlineData("\"idle_timeout_s\":0", "idle_timeout_s")]
    [InlineData("\"idle_timeout_s\":\"5\"", "idle_timeout_s")]
    [InlineData("\"deadline_s\":-1", "deadline_s")]
    [InlineData("\"deadline_s\":31536001", "deadline_s")]
    [InlineData("\"deadline_s\":1e999", "deadline_s")]
    [InlineData("\"durability\":\"eternal\"", "durability")]
    public async Task Refuse_what_is_wrong(string fields, string path)
    {
        await using var server = await GatewayServer.StartAsync();
        var answer = await CreateAsync(server, fields);
        Assert.Equal((422, "invalid_request"), (answer.Status, answer.Code));
        Assert.Equal(path, answer.Json.GetProperty("errors")[0].GetProperty("path").GetString());
        Assert.Empty((await server.SendAsync("GET", "/v1/episodes")).Json.GetProperty("episodes").EnumerateArray());
    }

    [Fact]
    public async Task Take_times_after_which_an_episode_ends()
    {
        await using var server = await GatewayServer.StartAsync(("IdleTimeout", "00:00:01"));
        var id = Id(Episodes(await CreateAsync(server, "\"seed\":1,\"deadline_s\":0.001"))[0]);
        var kept = Id(Episodes(await CreateAsync(server, "\"seed\":1,\"deadline_s\":31536000,\"idle_timeout_s\":31536000"))[0]);
        var limit = TestTime.Limit();
        while (await StatusAsync(server, id) != "expired")
        {
            limit.ThrowIfCancellationRequested();
        }

        Assert.Equal("running", await StatusAsync(server, kept));
    }

    [Fact]
    public async Task Close_together()
    {
        await using var server = await GatewayServer.StartAsync();
        var group = Id(Episodes(await CreateAsync(server, "\"seed\":7,\"count\":1100"))[0]).Split('~')[0];
        var other = Id(Episodes(await CreateAsync(server, "\"seed\":7"))[0]);
        Assert.Equal(204, (await server.SendAsync("DELETE", $"/v1/episodes?group={group}")).Status);
        Assert.Empty((await server.SendAsync("GET", $"/v1/episodes?group={group}&status=running")).Json.GetProperty("episodes").EnumerateArray());
        Assert.Equal("closed", await StatusAsync(server, $"{group}~1100"));
        Assert.Equal("running", await StatusAsync(server, other));
        Assert.Equal(204, (await server.SendAsync("DELETE", $"/v1/episodes?group={group}")).Status);
        Assert.Equal("unknown_episode", (await server.SendAsync("DELETE", "/v1/episodes?group=nobody")).Code);
        Assert.Equal("invalid_request", (await server.SendAsync("DELETE", "/v1/episodes")).Code);
        Assert.Equal("invalid_request", (await server.SendAsync("DELETE", "/v1/episodes?group=a&status=done")).Code);
    }

    private static Task<TestAnswer> CreateAsync(GatewayServer server, string fields) => server.SendAsync("POST", "/v1/episodes", $"{{\"environment\":\"medusa\",{fields}}}");

    private static List<JsonElement> Episodes(TestAnswer answer) => [.. answer.Json.GetProperty("episodes").EnumerateArray()];

    private static string Id(JsonElement episode) => episode.GetProperty("episode_id").GetString()!;

    private static async Task<string?> StatusAsync(GatewayServer server, string id) => (await server.SendAsync("GET", $"/v1/episodes/{id}")).Json.GetProperty("status").GetString();
}
