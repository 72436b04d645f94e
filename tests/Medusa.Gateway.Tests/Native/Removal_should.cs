namespace Medusa.Gateway.Tests;

[Collection("gate")]
public sealed class Removal_should
{
    [Fact]
    public async Task Remove_what_has_ended_and_leave_what_runs()
    {
        await using var server = await GatewayServer.StartAsync();
        await CreateAsync(server, "closed");
        await CreateAsync(server, "runs");
        Assert.Equal(204, (await server.SendAsync("DELETE", "/v1/episodes/closed")).Status);
        Assert.Equal("{\"removed\":0}", (await server.SendAsync("DELETE", "/v1/episodes?older_than=1h")).Body);
        Assert.Equal("{\"removed\":1}", (await server.SendAsync("DELETE", "/v1/episodes?status=done,closed,expired")).Body);
        Assert.Equal("episode_expired", (await server.SendAsync("GET", "/v1/episodes/closed")).Code);
        Assert.Equal("episode_expired", (await server.SendAsync("POST", "/v1/episodes/closed/step", "{\"action\":{\"action\":\"SYNC_CHECK\"}}")).Code);
        Assert.Equal(200, (await server.SendAsync("GET", "/v1/episodes/runs")).Status);
    }

    [Fact]
    public async Task Remove_running_episodes_only_where_that_is_said()
    {
        await using var server = await GatewayServer.StartAsync();
        await CreateAsync(server, "runs");
        Assert.Equal("{\"removed\":0}", (await server.SendAsync("DELETE", "/v1/episodes?older_than=0s")).Body);
        Assert.Equal("{\"removed\":1}", (await server.SendAsync("DELETE", "/v1/episodes?status=running")).Body);
        Assert.Equal("episode_expired", (await server.SendAsync("POST", "/v1/episodes/runs/step", "{\"action\":{\"action\":\"SYNC_CHECK\"}}")).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?status=")]
    [InlineData("?status=damaged")]
    [InlineData("?status=done,")]
    [InlineData("?older_than=7")]
    [InlineData("?older_than=-1d")]
    [InlineData("?older_than=99999999d")]
    [InlineData("?older_than=d")]
    [InlineData("?older_than=")]
    [InlineData("?status=done&group=g")]
    [InlineData("?status=done&color=red")]
    public async Task Refuse_what_does_not_say_clearly_which(string query)
    {
        await using var server = await GatewayServer.StartAsync();
        Assert.Equal("invalid_request", (await server.SendAsync("DELETE", $"/v1/episodes{query}")).Code);
    }

    private static async Task CreateAsync(GatewayServer server, string id) =>
        Assert.Equal(201, (await server.SendAsync("POST", "/v1/episodes", $"{{\"environment\":\"medusa\",\"episode_id\":\"{id}\"}}")).Status);
}
