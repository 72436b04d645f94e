using Medusa.Episodes;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway.Tests;

/// <summary>Refusals for which the engine is the reason: it has stopped, its other nodes are silent, or it is broken.</summary>
internal static class EngineProblems
{
    public static IReadOnlyDictionary<string, Func<Task<Refusal>>> Producers { get; } = new Dictionary<string, Func<Task<Refusal>>>
    {
        ["shutting_down"] = OfStoppedEngineAsync,
        ["recovery_timeout"] = () => OfEngineAsync(static () => EpisodeReply.Refused(
            new Problem(ProblemCode.RecoveryTimeout, "The episode's node did not answer in time: send the same request again.") { RetryAfterSeconds = 1 })),
        ["internal_error"] = () => OfEngineAsync(static () => throw new InvalidOperationException("secret")),
    };

    private static async Task<Refusal> OfStoppedEngineAsync()
    {
        await using var server = await GatewayServer.StartAsync(("Engine", "embedded"));
        await server.Services.GetRequiredService<IEpisodeEngine>().DisposeAsync();
        return Refusal.Of(await server.SendAsync("POST", "/v1/episodes", """{"environment":"medusa"}"""));
    }

    /// <summary>Only nodes that are elsewhere can be silent, and no engine of this process is broken: an engine of the test's own stands for both.</summary>
    private static async Task<Refusal> OfEngineAsync(Func<EpisodeReply> answer)
    {
        await using var server = await GatewayServer.StartAsync(
            services => services.AddSingleton<IEnvironmentCatalogue>(TestEnvironments.Catalogue).AddSingleton(AnsweringEngine.Create(answer)), ("Engine", "embedded"));
        var refused = await server.SendAsync("GET", "/v1/episodes/one");
        Assert.DoesNotContain("secret", refused.Body);
        return Refusal.Of(refused);
    }
}
