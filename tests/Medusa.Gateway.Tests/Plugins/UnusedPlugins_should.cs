using System.Text.Json;
using Medusa.Episodes;
using Medusa.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway.Tests;

public sealed class UnusedPlugins_should
{
    private static readonly PluginSource First = SamplePlugin.Source();
    private static readonly PluginSource Second = SamplePlugin.Source(version: "2");

    [Fact]
    public async Task Tell_what_stays_for_which_episodes_and_what_may_go()
    {
        await using var server = await StartAsync();
        Install(server, First, "1.0.0");
        await server.ReloadAsync();
        await CreateAsync(server, "old");
        Install(server, Second, "2.0.0");
        await server.ReloadAsync();

        var running = await AskAsync(server);
        var first = Plugin(running, "1.0.0");
        Assert.Equal((false, 1, 1), (first.GetProperty("unused").GetBoolean(), first.GetProperty("running").GetInt32(), first.GetProperty("retained").GetInt32()));
        Assert.Equal(JsonValueKind.Null, first.GetProperty("droppable_after").ValueKind);
        Assert.Equal("""[{"name":"sample","version":"1","running":1,"retained":1,"served_by":"sample@1.0.0","needed":true}]""", first.GetProperty("environments").GetRawText());
        Assert.Equal((true, """["sample"]"""), (Plugin(running, "2.0.0").GetProperty("unused").GetBoolean(), Plugin(running, "2.0.0").GetProperty("new_episodes_of").GetRawText()));

        await server.Gateway.SendAsync("DELETE", "/v1/episodes/old");
        var ended = Plugin(await AskAsync(server), "1.0.0");
        Assert.Equal((false, 0, 1), (ended.GetProperty("unused").GetBoolean(), ended.GetProperty("running").GetInt32(), ended.GetProperty("retained").GetInt32()));
        Assert.InRange(ended.GetProperty("droppable_after").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(50), DateTimeOffset.UtcNow.AddMinutes(61));

        await server.Gateway.SendAsync("DELETE", "/v1/episodes?status=closed");
        Assert.True(Plugin(await AskAsync(server), "1.0.0").GetProperty("unused").GetBoolean());
    }

    [Fact]
    public async Task Name_what_retained_episodes_use_and_no_plugin_offers()
    {
        await using var server = await StartAsync();
        Install(server, First, "1.0.0");
        await server.ReloadAsync();
        await CreateAsync(server, "left");
        Directory.Delete(Path.Combine(server.Root, "sample@1.0.0"), recursive: true);
        await server.ReloadAsync();
        var answer = await AskAsync(server);
        Assert.Equal("""[{"environment":"sample","version":"1","running":1,"retained":1,"plugins":["sample@1.0.0"]}]""", answer.GetProperty("missing").GetRawText());
        Assert.False(Plugin(answer, "1.0.0").GetProperty("unused").GetBoolean());
    }

    [Fact]
    public async Task Count_a_composed_environment_for_the_plugins_whose_parts_it_uses()
    {
        var files = Directory.CreateTempSubdirectory("medusa-gateway-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(files.FullName, "mixed.json"), """{"name":"mixed","version":"1","base":"sample"}""");
            await using var server = await StartAsync(("EnvironmentsPath", files.FullName));
            Install(server, First, "1.0.0");
            await server.ReloadAsync();
            await CreateAsync(server, "made", "mixed");
            var plugin = Plugin(await AskAsync(server), "1.0.0");
            Assert.Equal((false, 1), (plugin.GetProperty("unused").GetBoolean(), plugin.GetProperty("running").GetInt32()));
            Assert.Equal(["mixed", "sample"], plugin.GetProperty("environments").EnumerateArray().Select(environment => environment.GetProperty("name").GetString()));
        }
        finally
        {
            files.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Be_told_where_the_catalogue_is_fixed()
    {
        await using var server = await GatewayServer.StartAsync();
        var answer = await server.SendAsync("GET", "/v1/plugins/unused");
        Assert.Equal(200, answer.Status);
        Assert.Contains(answer.Json.GetProperty("plugins").EnumerateArray(), plugin => plugin.GetProperty("id").GetString() == "medusa");
    }

    [Fact]
    public async Task Need_a_key_where_keys_are_configured()
    {
        await using var server = await PluginServer.StartAsync([], ("Keys:0:Id", "alice"), ("Keys:0:Sha256", new string('0', 64)));
        Assert.Equal(401, (await server.Gateway.SendAsync("GET", "/v1/plugins/unused")).Status);
    }

    [Fact]
    public async Task Say_that_the_journal_is_away()
    {
        await using var server = await GatewayServer.StartAsync(
            services => services.AddSingleton<IEnvironmentCatalogue>(TestEnvironments.Catalogue).AddSingleton<IEpisodeJournal>(new SharedJournal { IsDown = true }));
        var answer = await server.SendAsync("GET", "/v1/plugins/unused");
        Assert.Equal((503, "journal_unavailable", "1"), (answer.Status, answer.Code, answer.Headers["Retry-After"]));
    }

    private static Task<PluginServer> StartAsync(params (string Name, string Value)[] settings) => PluginServer.StartAsync([], settings);

    private static void Install(PluginServer server, PluginSource source, string version) => PluginFolder.Write(server.Root, "sample", source, version);

    private static async Task CreateAsync(PluginServer server, string id, string environment = "sample") =>
        Assert.Equal(201, (await server.Gateway.SendAsync("POST", "/v1/episodes", $$"""{"environment":"{{environment}}","episode_id":"{{id}}"}""")).Status);

    private static async Task<JsonElement> AskAsync(PluginServer server) => (await server.Gateway.SendAsync("GET", "/v1/plugins/unused")).Json;

    private static JsonElement Plugin(JsonElement answer, string version) =>
        answer.GetProperty("plugins").EnumerateArray().Single(plugin => plugin.GetProperty("version").GetString() == version);
}
