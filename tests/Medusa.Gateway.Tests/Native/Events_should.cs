using System.Text.Json;
using Medusa.Episodes;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway.Tests;

[Collection("gate")]
public sealed class Events_should
{
    [Fact]
    public async Task Tell_what_happens_to_all_episodes()
    {
        await using var server = await GatewayServer.StartAsync();
        using var events = await EventReader.OpenAsync(server, "/v1/events");
        await CreateAsync(server, "one");
        await server.SendAsync("POST", "/v1/episodes/one/step", "{\"action\":{\"action\":\"SYNC_CHECK\"}}");
        await server.SendAsync("POST", "/v1/episodes/one/fork");
        await server.SendAsync("DELETE", "/v1/episodes/one");
        var (name, data) = await NextAsync(events);
        Assert.Equal(("started", "one", "medusa", 0), (name, Id(data), data.GetProperty("environment").GetString(), data.GetProperty("step").GetInt32()));
        Assert.True(data.GetProperty("at").TryGetDateTimeOffset(out _));
        Assert.False(data.TryGetProperty("reward", out _));
        (name, data) = await NextAsync(events);
        Assert.Equal(("stepped", "one", 1), (name, Id(data), data.GetProperty("step").GetInt32()));
        Assert.Equal(JsonValueKind.Number, data.GetProperty("reward").ValueKind);
        (name, data) = await NextAsync(events);
        Assert.Equal(("started", "one~1", 1), (name, Id(data), data.GetProperty("step").GetInt32()));
        (name, data) = await NextAsync(events);
        Assert.Equal(("ended", "one", "deleted"), (name, Id(data), data.GetProperty("end_reason").GetString()));
    }

    [Fact]
    public async Task Tell_of_one_episode_alone()
    {
        await using var server = await GatewayServer.StartAsync();
        await CreateAsync(server, "one");
        using var events = await EventReader.OpenAsync(server, "/v1/episodes/one/events");
        await CreateAsync(server, "two");
        await server.SendAsync("POST", "/v1/episodes/one/step", "{\"action\":{\"action\":\"COMMIT\"}}");
        var (name, data) = await NextAsync(events);
        Assert.Equal(("ended", "one"), (name, Id(data)));
        Assert.NotEmpty(data.GetProperty("end_reason").GetString()!);
        Assert.Equal("unknown_episode", (await server.SendAsync("GET", "/v1/episodes/nobody/events")).Code);
        Assert.Equal("invalid_request", (await server.SendAsync("GET", "/v1/events?since=1")).Code);
    }

    [Fact]
    public async Task Be_the_caller_s_own()
    {
        await using var server = await GatewayServer.StartAsync(ApiKeys_should.Keys);
        await server.SendAsync("POST", "/v1/episodes", "{\"environment\":\"medusa\",\"episode_id\":\"hers\"}", "Bearer wonder");
        using var events = await EventReader.OpenAsync(server, "/v1/events", "Bearer builder");
        await server.SendAsync("POST", "/v1/episodes/hers/step", "{\"action\":{\"action\":\"SYNC_CHECK\"}}", "Bearer wonder");
        await server.SendAsync("POST", "/v1/episodes", "{\"environment\":\"medusa\",\"episode_id\":\"his\"}", "Bearer builder");
        Assert.Equal("his", Id((await NextAsync(events)).Data));
    }

    [Fact]
    public async Task Say_how_many_were_missed()
    {
        await using var server = await GatewayServer.StartAsync(services =>
        {
            services.AddSingleton<IEnvironmentCatalogue>(TestEnvironments.Catalogue);
            services.AddSingleton(ScriptedNotices.Create());
        });
        using var events = await EventReader.OpenAsync(server, "/v1/events");
        var (name, data) = await NextAsync(events);
        Assert.Equal(("missed", ScriptedNotices.Missed), (name, data.GetProperty("missed").GetInt64()));
        Assert.Equal("ended", (await NextAsync(events)).Event);
        Assert.Null(await events.NextAsync());
    }

    [Fact]
    public async Task Show_that_the_stream_lives()
    {
        var time = new HeldTimers(TimeSpan.FromSeconds(15));
        await using var server = await GatewayServer.StartAsync(services =>
        {
            services.AddSingleton<IEnvironmentCatalogue>(TestEnvironments.Catalogue);
            services.AddSingleton<TimeProvider>(time);
        });
        using var events = await EventReader.OpenAsync(server, "/v1/events");
        Assert.StartsWith(": ", await events.LineAsync());
        Assert.Equal("", await events.LineAsync());
        for (var beat = 0; beat < 2; beat++)
        {
            await TestTime.Until(time.Fire);
            Assert.Equal(":", await events.LineAsync());
            Assert.Equal("", await events.LineAsync());
        }
    }

    [Fact]
    public async Task End_when_the_server_stops()
    {
        await using var server = await GatewayServer.StartAsync();
        using var events = await EventReader.OpenAsync(server, "/v1/events");
        var stopped = server.StopAsync();
        Assert.Null(await events.NextAsync());
        await stopped.WaitAsync(TestTime.Long);
    }

    private static Task<TestAnswer> CreateAsync(GatewayServer server, string id) => server.SendAsync("POST", "/v1/episodes", $"{{\"environment\":\"medusa\",\"seed\":0,\"episode_id\":\"{id}\"}}");

    private static async Task<(string Event, JsonElement Data)> NextAsync(EventReader events) => (await events.NextAsync())!.Value;

    private static string? Id(JsonElement data) => data.GetProperty("episode_id").GetString();
}
