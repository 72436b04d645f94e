using Medusa.Episodes;
using Medusa.Episodes.Tests;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway.Tests;

/// <summary>Refusals for which the journal is the reason: it fails, or an environment that has changed folds it differently.</summary>
internal static class JournalProblems
{
    private const string Create = """{"environment":"counting","seed":1,"episode_id":"one"}""";
    private const string Add = """{"action":{"action":"ADD"}}""";
    private const string Step = "/v1/episodes/one/step";

    public static IReadOnlyDictionary<string, Func<Task<Refusal>>> Producers { get; } = new Dictionary<string, Func<Task<Refusal>>>
    {
        ["journal_unavailable"] = OfFailingJournalAsync,
        ["replay_diverged"] = OfChangedEnvironmentAsync,
    };

    private static async Task<Refusal> OfFailingJournalAsync()
    {
        var journal = new FailingJournal(new MemoryJournal(100));
        await using var server = await StartAsync(journal);
        Assert.Equal(201, (await server.SendAsync("POST", "/v1/episodes", Create)).Status);
        journal.Next = FailingJournal.Fault.BeforeAppend;
        return Refusal.Of(await server.SendAsync("POST", Step, Add));
    }

    private static async Task<Refusal> OfChangedEnvironmentAsync()
    {
        var journal = new SharedJournal();
        await using (var server = await StartAsync(journal))
        {
            Assert.Equal(201, (await server.SendAsync("POST", "/v1/episodes", Create)).Status);
            Assert.Equal(200, (await server.SendAsync("POST", Step, Add)).Status);
        }

        await using var changed = await StartAsync(journal, drift: 1);
        return Refusal.Of(await changed.SendAsync("POST", Step, Add));
    }

    private static Task<GatewayServer> StartAsync(IEpisodeJournal journal, long drift = 0) => GatewayServer.StartAsync(
        services =>
        {
            services.AddSingleton(journal);
            services.AddSingleton<IEnvironmentCatalogue>(new EnvironmentCatalogue(
                [new LoadedEnvironment(CountingEnvironment.Make(drift: drift), new PluginProvenance("counting", "1", new string('0', 64)))]));
        },
        ("Engine", "embedded"));
}
