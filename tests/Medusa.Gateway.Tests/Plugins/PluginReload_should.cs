using Medusa.Testing;
using System.Diagnostics;
using System.Text.Json;

namespace Medusa.Gateway.Tests;

public sealed class PluginReload_should
{
    private const string Reset = "{\"type\":\"reset\",\"data\":{}}";
    private const string Go = "{\"type\":\"step\",\"data\":{\"action\":\"GO\"}}";

    [Fact]
    public async Task Serve_a_new_plugin_without_a_restart()
    {
        await using var server = await PluginServer.StartAsync([]);
        Assert.Equal(404, (await server.Gateway.SendAsync("POST", "/envs/sample/reset", "{}")).Status);
        server.Install(SamplePlugin.Source());
        Assert.Equal(200, (await server.ReloadAsync()).Status);
        Assert.Equal(200, (await server.Gateway.SendAsync("POST", "/envs/sample/reset", "{}")).Status);
        Assert.Equal("first", Message((await server.Gateway.SendAsync("POST", "/envs/sample/step", "{\"action\":{\"action\":\"GO\"}}")).Json));
        Assert.Equal(200, (await server.Gateway.SendAsync("POST", "/reset", "{}")).Status);
        using var socket = await server.Gateway.ConnectAsync("/envs/sample/ws");
        Assert.Equal("first", Message(await socket.AskDataAsync(Reset)));
    }

    [Fact]
    public async Task Let_sessions_go_on_with_the_version_they_began_with()
    {
        var (first, second) = (SamplePlugin.Source(), SamplePlugin.Source(version: "2", text: "second"));
        await using var server = await PluginServer.StartAsync([first]);
        using var socket = await server.Gateway.ConnectAsync("/envs/sample/ws");
        await socket.AskDataAsync(Reset);
        await server.Gateway.SendAsync("POST", "/envs/sample/reset", "{}");
        server.Remove(first);
        server.Install(second);
        await server.ReloadAsync();
        Assert.Equal("first", Message(await socket.AskDataAsync(Go)));
        Assert.Equal("first", Message((await server.Gateway.SendAsync("POST", "/envs/sample/step", "{\"action\":{\"action\":\"GO\"}}")).Json));
        Assert.Equal("second", Message(await socket.AskDataAsync(Reset)));
        Assert.Equal("2", (await server.Gateway.SendAsync("GET", "/envs/sample/metadata")).Json.GetProperty("version").GetString());
    }

    [Fact]
    public async Task Let_episodes_go_on_whose_environment_is_gone_and_refuse_new_ones()
    {
        var plugin = SamplePlugin.Source();
        await using var server = await PluginServer.StartAsync([plugin]);
        using var socket = await server.Gateway.ConnectAsync("/envs/sample/ws");
        await socket.AskDataAsync(Reset);
        await server.Gateway.SendAsync("POST", "/envs/sample/reset", "{}");
        server.Remove(plugin);
        await server.ReloadAsync();
        Assert.Equal("Draining", server.StateOf(plugin));
        Assert.Equal("first", Message(await socket.AskDataAsync(Go)));
        Assert.Equal("first", Message((await server.Gateway.SendAsync("POST", "/envs/sample/step", "{\"action\":{\"action\":\"GO\"}}")).Json));
        Assert.Equal(200, (await server.Gateway.SendAsync("GET", "/envs/sample/state")).Status);
        Assert.Equal("unknown_environment", (await server.Gateway.SendAsync("POST", "/envs/sample/reset", "{}")).Code);
        Assert.Contains("plugin_unavailable", await socket.AskAsync(Reset));
    }

    [Fact]
    public async Task Show_what_was_not_loaded_and_why()
    {
        var plugin = SamplePlugin.Source();
        await using var server = await PluginServer.StartAsync([plugin]);
        Directory.CreateDirectory(Path.Combine(server.Root, "broken"));
        var plugins = (await server.ReloadAsync()).Json.GetProperty("plugins").EnumerateArray().ToArray();
        var rejected = plugins.Single(each => each.GetProperty("folder").GetString() == "broken");
        Assert.Equal("rejected", rejected.GetProperty("state").GetString());
        Assert.Equal("bad_manifest", rejected.GetProperty("fault").GetString());
        Assert.NotEmpty(rejected.GetProperty("reason").GetString()!);
        Assert.Equal(JsonValueKind.Null, rejected.GetProperty("id").ValueKind);
        var active = plugins.Single(each => each.GetProperty("state").GetString() == "active");
        Assert.Equal(
            ["id", "version", "sha256", "state", "reason", "since", "environments", "description", "license", "folder", "fault"],
            active.EnumerateObject().Select(field => field.Name));
        Assert.Equal("[\"sample@1\"]", active.GetProperty("environments").GetRawText());
        Assert.Equal(("1.0.0", "Apache-2.0"), (active.GetProperty("version").GetString(), active.GetProperty("license").GetString()));
        Assert.Equal(64, active.GetProperty("sha256").GetString()!.Length);
        Assert.Equal((await server.ReloadAsync()).Body, (await server.Gateway.SendAsync("GET", "/v1/plugins")).Body);
    }

    [Fact]
    public async Task Run_one_after_the_other()
    {
        await using var server = await PluginServer.StartAsync([SamplePlugin.Source()]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.ReloadAsync()));
        Assert.All(answers, answer => Assert.Equal(answers[0].Body, answer.Body));
    }

    [Fact]
    public async Task Need_a_key_where_keys_are_configured()
    {
        await using var server = await PluginServer.StartAsync([], ("Keys:0:Id", "alice"), ("Keys:0:Sha256", new string('0', 64)));
        Assert.Equal(401, (await server.ReloadAsync()).Status);
    }

    [Fact]
    public async Task Follow_the_signal_and_leave_the_process_alive()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var server = await PluginServer.StartAsync([]);
        server.Install(SamplePlugin.Source());
        using var kill = Process.Start("kill", $"-HUP {Environment.ProcessId}");
        await TestTime.Until(() => !server.Host.Environments.IsEmpty);
        Assert.Equal(200, (await server.Gateway.SendAsync("POST", "/envs/sample/reset", "{}")).Status);
    }

    [Fact]
    public async Task Be_refused_where_the_catalogue_is_fixed()
    {
        await using var server = await GatewayServer.StartAsync();
        Assert.Equal("invalid_request", (await server.SendAsync("POST", "/v1/plugins/reload")).Code);
        Assert.All((await server.SendAsync("GET", "/v1/plugins")).Json.GetProperty("plugins").EnumerateArray(), plugin => Assert.Equal("active", plugin.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Not_be_needed_to_see_what_was_rejected_at_the_start()
    {
        var folder = Directory.CreateTempSubdirectory("medusa-gateway-");
        try
        {
            Medusa.Testing.PluginFolder.Write(folder.FullName, "sample", SamplePlugin.Source());
            folder.CreateSubdirectory("broken");
            await using var server = await GatewayServer.StartAsync(_ => { }, ("PluginsPath", folder.FullName));
            Assert.Equal(
                [("broken", "rejected", "bad_manifest"), ("sample@1.0.0", "active", null)],
                (await server.SendAsync("GET", "/v1/plugins")).Json.GetProperty("plugins").EnumerateArray()
                    .Select(plugin => (plugin.GetProperty("folder").GetString(), plugin.GetProperty("state").GetString(), plugin.GetProperty("fault").GetString())));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? Message(JsonElement data) => data.GetProperty("observation").GetProperty("message").GetString();
}
