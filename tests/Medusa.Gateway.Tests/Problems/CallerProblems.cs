namespace Medusa.Gateway.Tests;

/// <summary>Refusals by who asks, and by how much he or everybody has asked for already.</summary>
internal static class CallerProblems
{
    private const string Create = """{"environment":"medusa","seed":1,"episode_id":"one"}""";
    private const string Check = """{"action":{"action":"SYNC_CHECK"}}""";

    public static IReadOnlyDictionary<string, Func<Task<Refusal>>> Producers { get; } = new Dictionary<string, Func<Task<Refusal>>>
    {
        ["unauthorized"] = WithoutKeyAsync,
        ["forbidden"] = BeyondTokenAsync,
        ["ambiguous_episode"] = OfSeveralEpisodesAsync,
        ["rate_limited"] = BeyondRateAsync,
        ["quota_exceeded"] = () => BeyondFirstEpisodeAsync("Limits:LiveEpisodes"),
        ["overloaded"] = () => BeyondFirstEpisodeAsync("MaxLiveEpisodes"),
    };

    private static async Task<Refusal> WithoutKeyAsync()
    {
        await using var server = await GatewayServer.StartAsync(ApiKeys_should.Keys);
        return Refusal.Of(await server.SendAsync("GET", "/v1/episodes"));
    }

    private static async Task<Refusal> BeyondTokenAsync()
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", Create);
        var token = (await server.SendAsync("POST", "/v1/episodes/one/agent_token", "{}")).Json.GetProperty("agent_token").GetString();
        return Refusal.Of(await server.SendAsync("GET", "/v1/episodes/one/tables", authorization: $"Bearer {token}"));
    }

    private static async Task<Refusal> OfSeveralEpisodesAsync()
    {
        const string Key = "Bearer wonder";
        await using var server = await GatewayServer.StartAsync(ApiKeys_should.Keys);
        await server.SendAsync("POST", "/reset", """{"seed":1}""", Key);
        await server.SendAsync("POST", "/reset", """{"seed":2}""", Key);
        return Refusal.Of(await server.SendAsync("POST", "/step", Check, Key));
    }

    /// <summary>Steps until one comes too soon after another: a machine that is slow for a while gets its steps.</summary>
    private static async Task<Refusal> BeyondRateAsync()
    {
        await using var server = await GatewayServer.StartAsync(("Limits:StepsPerSecond", "1"), ("Limits:StepsBurst", "1"));
        await server.SendAsync("POST", "/v1/episodes", Create);
        for (var limit = TestTime.Limit(); ; limit.ThrowIfCancellationRequested())
        {
            var answer = await server.SendAsync("POST", "/v1/episodes/one/step", Check);
            if (answer.Status != 200)
            {
                return Refusal.Of(answer);
            }
        }
    }

    private static async Task<Refusal> BeyondFirstEpisodeAsync(string limit)
    {
        await using var server = await GatewayServer.StartAsync((limit, "1"));
        Assert.Equal(201, (await server.SendAsync("POST", "/v1/episodes", Create)).Status);
        return Refusal.Of(await server.SendAsync("POST", "/v1/episodes", """{"environment":"medusa","seed":2}"""));
    }
}
