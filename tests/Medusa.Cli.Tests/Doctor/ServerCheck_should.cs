using Medusa.Cli.Doctor;

namespace Medusa.Cli.Tests.Doctor;

public sealed class ServerCheck_should
{
    private const string Environments = """{"environments":[{"name":"medusa","version":"9"}]}""";

    [Fact]
    public async Task Find_nothing_wrong_with_a_server_like_this_program()
    {
        await using var server = await ServedGateway.StartAsync();
        await Of(server.Url, version: "1").FindsNothingWrongAsync();
    }

    [Fact]
    public async Task Name_a_server_that_does_not_answer() => await Of("http://127.0.0.1:1").FindsAsync(Level.Problem, "No answer from http://127.0.0.1:1/");

    [Fact]
    public async Task Name_a_server_that_takes_the_request_and_says_nothing()
    {
        await using var server = (await AnsweringServer.StartAsync()).On("GET /health", "", AnsweringServer.Held);
        await Of(server.Url).FindsAsync(Level.Problem, "does not answer within");
    }

    [Fact]
    public async Task Name_a_server_that_wants_a_key()
    {
        await using var server = (await AnsweringServer.StartAsync()).On("GET /health", "{}").On("GET /ready", "{}").Refuse("GET /v1/environments", 401, "unauthorized");
        await Of(server.Url).FindsAsync(Level.Problem, "wants a key");
    }

    [Fact]
    public async Task Name_a_server_that_is_not_ready()
    {
        await using var server = (await AnsweringServer.StartAsync()).On("GET /health", "{}").Refuse("GET /ready", 503, "not_ready").On("GET /v1/environments", Environments);
        await Of(server.Url).FindsAsync(Level.Problem, "alive and not ready");
    }

    [Fact]
    public async Task Name_an_environment_of_another_version()
    {
        await using var server = (await AnsweringServer.StartAsync()).On("GET /health", "{}").On("GET /ready", "{}").On("GET /v1/environments", Environments);
        await Of(server.Url).FindsAsync(Level.Warning, "It runs medusa version 9, here is version 1");
    }

    private static ServerCheck Of(string url, string version = "1") => new(new Uri(url), new Dictionary<string, string> { ["medusa"] = version });
}
