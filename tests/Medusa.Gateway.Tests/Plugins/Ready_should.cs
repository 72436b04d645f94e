using Medusa.Testing;

namespace Medusa.Gateway.Tests;

public sealed class Ready_should
{
    [Fact]
    public async Task Be_false_while_a_required_environment_is_missing_and_leave_the_process_alive()
    {
        var plugin = SamplePlugin.Source();
        await using var server = await PluginServer.StartAsync([plugin], ("RequiredEnvironments:0", "sample@1"));
        Assert.Equal(200, (await server.Gateway.SendAsync("GET", "/ready")).Status);
        server.Remove(plugin);
        await server.ReloadAsync();
        var answer = await server.Gateway.SendAsync("GET", "/ready");
        Assert.Equal(503, answer.Status);
        Assert.Equal("[\"sample@1\"]", answer.Json.GetProperty("missing").GetRawText());
        Assert.Equal(200, (await server.Gateway.SendAsync("GET", "/health")).Status);
        server.Install(plugin);
        await server.ReloadAsync();
        Assert.Equal(200, (await server.Gateway.SendAsync("GET", "/ready")).Status);
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("sample@2")]
    public async Task Be_false_from_the_start_until_a_reload_brings_what_is_required(string required)
    {
        await using var server = await PluginServer.StartAsync([SamplePlugin.Source("other")], ("RequiredEnvironments:0", required), ("RequiredEnvironments:1", "other"));
        var before = await server.Gateway.SendAsync("GET", "/ready");
        Assert.Equal((503, $"required environments are missing or failing: {required}"), (before.Status, before.Json.GetProperty("status").GetString()));
        Assert.Equal($"[\"{required}\"]", before.Json.GetProperty("missing").GetRawText());
        Assert.Equal(200, (await server.Gateway.SendAsync("GET", "/health")).Status);
        Assert.Equal(200, (await server.Gateway.SendAsync("POST", "/envs/other/reset", "{}")).Status);
        server.Install(SamplePlugin.Source());
        await server.ReloadAsync();
        Assert.Equal(required == "sample" ? 200 : 503, (await server.Gateway.SendAsync("GET", "/ready")).Status);
        server.Install(SamplePlugin.Source(version: "2"));
        await server.ReloadAsync();
        var after = await server.Gateway.SendAsync("GET", "/ready");
        Assert.Equal((200, "ready", "[]"), (after.Status, after.Json.GetProperty("status").GetString(), after.Json.GetProperty("missing").GetRawText()));
    }

    [Fact]
    public async Task Be_false_until_a_reload_where_the_plugin_of_a_required_version_is_refused()
    {
        await using var server = await PluginServer.StartAsync([SamplePlugin.Source(fails: "register")], ("RequiredEnvironments:0", "sample@1"));
        Assert.Equal("[\"sample@1\"]", (await server.Gateway.SendAsync("GET", "/ready")).Json.GetProperty("missing").GetRawText());
        server.Install(SamplePlugin.Source());
        await server.ReloadAsync();
        Assert.Equal(200, (await server.Gateway.SendAsync("GET", "/ready")).Status);
    }

    [Fact]
    public async Task Be_false_where_a_required_plugin_would_be_quarantined()
    {
        await using var server = await PluginServer.StartAsync([SamplePlugin.Source()], ("RequiredEnvironments:0", "sample"));
        server.Host.Quarantine(server.Host.Environments[0].Provenance, "It overran.");
        Assert.Equal(503, (await server.Gateway.SendAsync("GET", "/ready")).Status);
        Assert.Equal(200, (await server.Gateway.SendAsync("POST", "/envs/sample/reset", "{}")).Status);
        Assert.Equal("[\"sample\"]", (await server.Gateway.SendAsync("GET", "/ready")).Json.GetProperty("missing").GetRawText());
        await server.ReloadAsync();
        Assert.Equal(200, (await server.Gateway.SendAsync("GET", "/ready")).Status);
    }

    [Fact]
    public async Task Be_false_while_plugin_code_holds_every_worker()
    {
        await using var server = await PluginServer.StartAsync(
            [SamplePlugin.Source(fails: "apply", how: "Thread.Sleep(1500);")], ("Workers", "1"), ("MaxLostWorkers", "0"), ("StepBudget", "00:00:00.2"));
        await server.Gateway.SendAsync("POST", "/envs/sample/reset", "{}");
        var overrun = await server.Gateway.SendAsync("POST", "/envs/sample/step", "{\"action\":{\"action\":\"GO\"}}");
        Assert.Equal((422, "operator_fault", "overrun"), (overrun.Status, overrun.Code, overrun.Json.GetProperty("reason").GetString()));
        Assert.Equal(503, (await server.Gateway.SendAsync("GET", "/ready")).Status);
        Assert.Equal(200, (await server.Gateway.SendAsync("GET", "/health")).Status);
        await TestTime.Until(() => server.Gateway.SendAsync("GET", "/ready").GetAwaiter().GetResult().Status == 200);
        Assert.Equal(200, (await server.Gateway.SendAsync("POST", "/envs/sample/step", "{\"action\":{\"action\":\"STAY\"}}")).Status);
    }

    [Fact]
    public async Task Be_false_without_any_environment()
    {
        await using var server = await PluginServer.StartAsync([]);
        Assert.Equal(503, (await server.Gateway.SendAsync("GET", "/ready")).Status);
        Assert.Equal(503, (await server.Gateway.SendAsync("POST", "/reset", "{}")).Status);
    }
}
