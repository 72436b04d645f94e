using Medusa.Testing;

namespace Medusa.Gateway.Tests;

public sealed class PluginUnload_should
{
    private const string Reset = "{\"type\":\"reset\",\"data\":{}}";

    [Fact]
    public async Task Follow_once_sessions_have_ended_whatever_the_gateway_served()
    {
        var plugin = SamplePlugin.Source();
        await using var server = await PluginServer.StartAsync([plugin, SamplePlugin.Source("other")]);
        foreach (var path in new[] { "baseline", "schema", "openapi.json", "docs", "metadata", "tasks", "state", "sample/splits" })
        {
            Assert.Equal(200, (await server.Gateway.SendAsync("GET", $"/envs/sample/{path}")).Status);
        }

        foreach (var path in new[] { "/v1/environments", "/v1/plugins", "/ready" })
        {
            Assert.Equal(200, (await server.Gateway.SendAsync("GET", path)).Status);
        }

        using var socket = await server.Gateway.ConnectAsync("/envs/sample/ws");
        await socket.AskDataAsync("{\"type\":\"state\"}");
        await socket.AskDataAsync(Reset);
        await McpAsync(server, "initialize");
        await McpAsync(server, "tools/list");
        server.Remove(plugin);
        await server.ReloadAsync();
        Assert.Equal("Draining", server.StateOf(plugin));

        await socket.AskDataAsync("{\"type\":\"step\",\"data\":{\"action\":\"END\"}}");
        await TestTime.Until(() => ReloadedState(server, plugin) == "Unloaded");
        Assert.Contains("plugin_unavailable", await socket.AskAsync(Reset));
        Assert.Equal(200, (await server.Gateway.SendAsync("POST", "/envs/other/reset", "{}")).Status);
    }

    private static async Task McpAsync(PluginServer server, string method)
    {
        var answer = await server.Gateway.SendAsync("POST", "/envs/sample/mcp", $"{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"{method}\"}}");
        Assert.Contains("\"result\"", answer.Body);
    }

    private static string? ReloadedState(PluginServer server, Medusa.Testing.PluginSource plugin)
    {
        server.ReloadAsync().GetAwaiter().GetResult();
        return server.StateOf(plugin);
    }
}
