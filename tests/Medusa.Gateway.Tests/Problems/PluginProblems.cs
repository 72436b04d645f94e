using Medusa.Testing;

namespace Medusa.Gateway.Tests;

/// <summary>Refusals for which a plugin is the reason.</summary>
internal static class PluginProblems
{
    public static IReadOnlyDictionary<string, Func<Task<Refusal>>> Producers { get; } = new Dictionary<string, Func<Task<Refusal>>>
    {
        ["operator_fault"] = OfThrowingOperatorAsync,
        ["plugin_unavailable"] = OfQuarantinedPluginAsync,
        ["outcome_unknown"] = OfSlowOperatorAsync,
    };

    private static async Task<Refusal> OfThrowingOperatorAsync()
    {
        await using var server = await StartAsync();
        return Refusal.Of(await server.SendAsync("POST", "/v1/episodes/one/step", """{"action":{"action":"BREAK"}}"""));
    }

    private static async Task<Refusal> OfQuarantinedPluginAsync()
    {
        await using var server = await PluginServer.StartAsync([SamplePlugin.Source()]);
        server.Host.Quarantine(server.Host.Environments[0].Provenance, "It overran.");
        return Refusal.Of(await server.Gateway.SendAsync("POST", "/v1/episodes", """{"environment":"sample"}"""));
    }

    private static async Task<Refusal> OfSlowOperatorAsync()
    {
        await using var server = await StartAsync();
        TestEnvironments.Gate.Reset();
        try
        {
            return Refusal.Of(await server.SendAsync("POST", "/v1/episodes/one/step", """{"action":{"action":"WAIT"},"timeout_ms":100}"""));
        }
        finally
        {
            TestEnvironments.Gate.Set();
        }
    }

    private static async Task<GatewayServer> StartAsync()
    {
        var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", """{"environment":"gate","episode_id":"one"}""");
        return server;
    }
}
