namespace Medusa.Gateway.Tests;

/// <summary>Refusals of requests that are wrong in themselves, by a server with one running episode.</summary>
internal static class RequestProblems
{
    private const string Step = "/v1/episodes/one/step";

    public static IReadOnlyDictionary<string, Func<Task<Refusal>>> Producers { get; } = new Dictionary<string, Func<Task<Refusal>>>
    {
        ["invalid_json"] = () => PostAsync("/v1/episodes", "{"),
        ["invalid_request"] = () => PostAsync("/v1/episodes", "{}"),
        ["unknown_environment"] = () => PostAsync("/v1/episodes", """{"environment":"none"}"""),
        ["unknown_task"] = () => PostAsync("/v1/episodes", """{"environment":"medusa","task":"none"}"""),
        ["unknown_scenario"] = () => PostAsync("/v1/episodes", """{"environment":"medusa","options":{"scenario":"none"}}"""),
        ["unknown_route"] = () => PostAsync("/v1/nothing", "{}"),
        ["unknown_episode"] = () => PostAsync("/v1/episodes/nobody/step", """{"action":{"action":"COMMIT"}}"""),
        ["unknown_table"] = () => AskAsync("GET", "/v1/episodes/one/tables/gold"),
        ["invalid_action"] = () => PostAsync(Step, """{"action":{"action":"FLY"}}"""),
        ["unsupported_media_type"] = () => AskAsync("POST", "/v1/episodes", "a=1", "application/x-www-form-urlencoded"),
        ["too_large"] = () => AskAsync("POST", "/v1/episodes", new string(' ', 5000) + "{}", settings: ("MaxBodyBytes", "4096")),
    };

    private static Task<Refusal> PostAsync(string path, string body) => AskAsync("POST", path, body);

    private static async Task<Refusal> AskAsync(string method, string path, string? body = null, string contentType = "application/json", params (string Name, string Value)[] settings)
    {
        await using var server = await GatewayServer.StartAsync(settings);
        await server.SendAsync("POST", "/v1/episodes", """{"environment":"medusa","seed":1,"episode_id":"one"}""");
        return Refusal.Of(await server.SendAsync(method, path, body, contentType: contentType));
    }
}
