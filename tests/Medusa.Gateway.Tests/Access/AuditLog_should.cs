using System.Globalization;
using Medusa.Episodes;
using Medusa.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Medusa.Gateway.Tests;

public sealed class AuditLog_should : IDisposable
{
    private const string Alice = "Bearer alice-key";
    private const string Create = """{"environment":"medusa","episode_id":"one"}""";
    private readonly KeysOnDisk disk = new();
    private readonly EntryRecorder log = new();

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task Tell_of_keys_that_come_and_go()
    {
        await using var server = await StartAsync();
        disk.Add("alice").Add("bob");
        await TestTime.Until(() => log.Audit("key_accepted").Count == 2);
        await TestTime.Until(() => log.Audit("keys_demanded").Count == 1);
        disk.Revoke("bob");
        await TestTime.Until(() => log.Audit("key_ended").Count == 1);
        Assert.Equal(["alice", "bob"], log.Audit("key_accepted").Select(entry => entry["Key"]).Order());
        Assert.Equal((2, "bob"), (log.Audit("key_ended")[0].Id, log.Audit("key_ended")[0]["Key"]));
        Assert.Equal((1, 3), (log.Audit("key_accepted")[0].Id, log.Audit("keys_demanded")[0].Id));
    }

    [Fact]
    public async Task Tell_which_attempts_were_refused_and_from_where()
    {
        disk.Add("alice").Add("bob").Revoke("bob");
        await using var server = await StartAsync();
        foreach (var authorization in new[] { null, "Bearer nobodys-key", "Bearer bob-key", "Bearer mdat1.forged" })
        {
            Assert.Equal(401, (await server.SendAsync("GET", "/v1/episodes", authorization: authorization)).Status);
        }

        Assert.Equal(200, (await server.SendAsync("GET", "/health", authorization: "Bearer nobodys-key")).Status);
        Assert.Equal(200, (await server.SendAsync("GET", "/v1/episodes", authorization: Alice)).Status);
        var refused = log.Audit("attempt_refused");
        Assert.Equal(["no_key -", "unknown_key -", "revoked_key bob", "bad_token -"], refused.Select(entry => $"{entry["Kind"]} {entry["Key"]}"));
        Assert.All(refused, entry => Assert.Equal((4, "127.0.0.1", "0"), (entry.Id, entry["Remote"], entry["HeldBack"])));
    }

    [Fact]
    public async Task Tell_of_pages_of_other_sites_and_of_foreign_names()
    {
        await using var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/episodes");
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var answer = await server.Http.SendAsync(request);
        using var named = new HttpRequestMessage(HttpMethod.Get, "/v1/episodes");
        named.Headers.Host = "elsewhere.example";
        using var other = await server.Http.SendAsync(named);
        Assert.Equal(["foreign_page", "foreign_name"], log.Audit("attempt_refused").Select(entry => entry["Kind"]));
    }

    [Fact]
    public async Task Write_one_refused_attempt_a_second_and_count_the_others()
    {
        disk.Add("alice");
        await using var server = await StartAsync();
        var start = TimeProvider.System.GetTimestamp();
        for (var index = 0; index < 50; index++)
        {
            Assert.Equal(401, (await server.SendAsync("GET", "/v1/episodes", authorization: $"Bearer guess-{index}")).Status);
        }

        await TestTime.Until(() => Told() == 50);
        Assert.InRange(log.Audit("attempt_refused").Count, 2, (int)Math.Ceiling(TimeProvider.System.GetElapsedTime(start).TotalSeconds) + 1);

        long Told() => log.Audit("attempt_refused").Sum(entry => 1 + long.Parse(entry["HeldBack"], CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Tell_who_reloaded_plugins_and_what_became_of_them()
    {
        disk.Add("alice");
        var (stays, goes) = (SamplePlugin.Source(), SamplePlugin.Source(environment: "other"));
        await using var server = await PluginServer.StartAsync([stays, goes], Record, ("KeysFile", disk.File), ("Journal:Kind", "memory"));
        var known = server.Host.Plugins;
        Assert.Equal(
            known.Select(plugin => ($"{plugin.Id}@{plugin.Version}", plugin.Folder, plugin.Sha256, "active")),
            log.Audit("plugin_changed").Select(entry => (entry["Plugin"], entry["Folder"], (string?)entry["Sha256"], entry["State"])));

        var first = known.Single(plugin => plugin.Environments.Contains("sample@1"));
        server.Host.Quarantine(new PluginProvenance(first.Id!, first.Version!, first.Sha256!), "It overran.");
        await TestTime.Until(() => Changes("quarantined").Count == 1);
        server.Remove(goes);
        Directory.CreateDirectory(Path.Combine(server.Root, "broken"));
        Assert.Equal(200, (await server.Gateway.SendAsync("POST", "/v1/plugins/reload", authorization: Alice)).Status);

        Assert.Equal((20, "alice"), (log.Audit("plugin_reload_asked").Single().Id, log.Audit("plugin_reload_asked")[0]["Caller"]));
        var reloaded = Assert.Single(log.Audit("plugins_reloaded"));
        Assert.Equal((21, "alice", "1", "1", "3"), (reloaded.Id, reloaded["Caller"], reloaded["Active"], reloaded["Rejected"], reloaded["Known"]));
        Assert.Equal(("broken", "bad_manifest"), (Changes("rejected").Single()["Folder"], Changes("rejected")[0]["Fault"]));
        Assert.Equal(first.Sha256, Changes("active")[^1]["Sha256"]);
        await TestTime.Until(() => Changes("unloaded").Count == 1);
        Assert.Equal(known.Single(plugin => plugin != first).Sha256, Changes("unloaded")[0]["Sha256"]);
        Assert.All(log.Audit("plugin_changed"), entry => Assert.Equal(22, entry.Id));

        IReadOnlyList<RecordedEntry> Changes(string state) => [.. log.Audit("plugin_changed").Where(entry => entry["State"] == state)];
    }

    [Fact]
    public async Task Tell_who_closed_and_removed_episodes_and_nothing_of_what_was_refused()
    {
        disk.Add("alice").Add("bob");
        await using var server = await StartAsync();
        await server.SendAsync("POST", "/v1/episodes", Create, Alice);
        var group = (await server.SendAsync("POST", "/v1/episodes", """{"environment":"medusa","count":2}""", Alice)).Json.GetProperty("episodes")[0].GetProperty("episode_id").GetString()!.Split('~')[0];
        await server.SendAsync("DELETE", "/v1/episodes/one", authorization: "Bearer bob-key");
        await server.SendAsync("DELETE", $"/v1/episodes?group={group}", authorization: "Bearer bob-key");
        await server.SendAsync("DELETE", "/v1/episodes?status=nonsense", authorization: Alice);
        Assert.DoesNotContain(log.Entries, entry => entry.Category == "Medusa.Audit" && entry.Id is 30 or 31 or 32);

        Assert.Equal(204, (await server.SendAsync("DELETE", "/v1/episodes/one", authorization: Alice)).Status);
        Assert.Equal(204, (await server.SendAsync("DELETE", $"/v1/episodes?group={group}", authorization: Alice)).Status);
        Assert.Equal("{\"removed\":3}", (await server.SendAsync("DELETE", "/v1/episodes?status=closed,done&older_than=0s", authorization: Alice)).Body);
        var (closed, all, removed) = (Assert.Single(log.Audit("episode_closed")), Assert.Single(log.Audit("group_closed")), Assert.Single(log.Audit("episodes_removed")));
        Assert.Equal((32, "alice", "one"), (closed.Id, closed["Caller"], closed["Episode"]));
        Assert.Equal((31, "alice", group), (all.Id, all["Caller"], all["Group"]));
        Assert.Equal((30, "alice", "3", "00:00:00"), (removed.Id, removed["Caller"], removed["Removed"], removed["OlderThan"]));
        Assert.Equal(["closed", "done"], removed["Statuses"].Split(',').Order());
    }

    [Fact]
    public async Task Hold_no_key_and_no_token_nor_does_any_other_log()
    {
        disk.Add("alice").Add("bob").Revoke("bob");
        await using var server = await StartAsync();
        await server.SendAsync("POST", "/v1/episodes", Create, Alice);
        var token = (await server.SendAsync("POST", "/v1/episodes/one/agent_token", "{}", Alice)).Json.GetProperty("agent_token").GetString()!;
        var issued = Assert.Single(log.Audit("agent_token_issued"));
        Assert.Equal((10, "alice", "one"), (issued.Id, issued["Key"], issued["Episode"]));
        foreach (var presented in new[] { "bob-key", "nobodys-key", token, $"{token}x", "alice-key" })
        {
            await server.SendAsync("GET", "/v1/episodes/one/observation", authorization: $"Bearer {presented}");
            await server.SendAsync("GET", "/v1/episodes", authorization: $"Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"user:{presented}"))}");
        }

        await server.SendAsync("DELETE", "/v1/episodes/one", authorization: Alice);
        disk.Revoke("alice");
        await TestTime.Until(() => log.Audit("key_ended").Count == 1);
        await server.StopAsync();
        Assert.NotEmpty(log.Audit("attempt_refused"));
        Assert.All(
            new[] { "alice-key", "bob-key", "nobodys-key", token, AgentTokens.Prefix, KeysOnDisk.Hash("alice-key"), KeysOnDisk.Hash("bob-key") },
            secret => Assert.DoesNotContain(secret, log.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Be_kept_where_every_other_category_is_silent()
    {
        await using var server = await GatewayServer.StartAsync(
            services => services.AddSingleton(TestEnvironments.Catalogue).AddSingleton<ILoggerProvider>(log).Configure<LoggerFilterOptions>(filters => filters.AddFilter("Medusa.Audit", LogLevel.Debug)),
            ["--Logging:LogLevel:Default=None", "--Logging:LogLevel:Medusa.Audit=Information"],
            ("KeysFile", disk.File),
            ("Journal:Kind", "memory"));
        await server.SendAsync("POST", "/v1/episodes", Create);
        await server.SendAsync("DELETE", "/v1/episodes/one");
        Assert.Equal("anonymous", Assert.Single(log.Audit("episode_closed"))["Caller"]);
        Assert.Contains(log.Audit("plugin_changed"), entry => entry["Plugin"] == "gate@1" && entry["State"] == "active");
        Assert.All(log.Entries, entry => Assert.Equal("Medusa.Audit", entry.Category));
    }

    [Theory]
    [InlineData("json", "--Logging:Console:FormatterName=json")]
    [InlineData("simple")]
    public async Task Be_written_in_the_format_that_the_configuration_says(string format, params string[] commandLine)
    {
        await using var server = await GatewayServer.StartAsync(
            services => services.AddSingleton(TestEnvironments.Catalogue), commandLine, ("KeysFile", disk.File), ("Journal:Kind", "memory"));
        Assert.Equal(format, server.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
    }

    private void Record(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(log).Configure<LoggerFilterOptions>(filters => filters.AddFilter("Medusa.Audit", LogLevel.Debug)).AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));

    private Task<GatewayServer> StartAsync() => GatewayServer.StartAsync(
        services => Record(services.AddSingleton(TestEnvironments.Catalogue)), ("KeysFile", disk.File), ("Journal:Kind", "memory"));
}
