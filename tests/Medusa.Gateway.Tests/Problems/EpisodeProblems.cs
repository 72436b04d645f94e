namespace Medusa.Gateway.Tests;

/// <summary>Refusals of sound requests by where their episode stands: a first request brings it there, the second one is refused.</summary>
internal static class EpisodeProblems
{
    private const string Episodes = "/v1/episodes";
    private const string Step = "/v1/episodes/one/step";
    private const string Create = """{"environment":"medusa","seed":1,"episode_id":"one"}""";
    private const string Check = """{"action":{"action":"SYNC_CHECK"}}""";

    public static IReadOnlyDictionary<string, Func<Task<Refusal>>> Producers { get; } = new Dictionary<string, Func<Task<Refusal>>>
    {
        ["step_conflict"] = () => AfterAsync(("POST", Step, Check), ("POST", Step, """{"action":{"action":"SYNC_CHECK"},"step":7}""")),
        ["request_conflict"] = () => AfterAsync(
            ("POST", Step, """{"action":{"action":"SYNC_CHECK"},"request_id":"r"}"""), ("POST", Step, """{"action":{"action":"COMMIT"},"request_id":"r"}""")),
        ["episode_done"] = () => AfterAsync(("POST", Step, """{"action":{"action":"COMMIT"}}"""), ("POST", Step, Check)),
        ["episode_closed"] = () => AfterAsync(("DELETE", "/v1/episodes/one", null), ("POST", Step, Check)),
        ["episode_exists"] = () => AfterAsync(("POST", Step, Check), ("POST", Episodes, Create)),
        ["not_done"] = () => AfterAsync(("POST", Step, Check), ("GET", "/v1/episodes/one/grade", null)),
        ["episode_expired"] = () => AfterAsync(("DELETE", "/v1/episodes?status=running", null), ("POST", Step, Check)),
    };

    private static async Task<Refusal> AfterAsync((string Method, string Path, string? Body) first, (string Method, string Path, string? Body) second)
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", Episodes, Create);
        Assert.InRange((await server.SendAsync(first.Method, first.Path, first.Body)).Status, 200, 299);
        return Refusal.Of(await server.SendAsync(second.Method, second.Path, second.Body));
    }
}
