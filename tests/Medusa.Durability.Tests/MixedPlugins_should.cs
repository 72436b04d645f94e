using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Medusa.Durability.Checking;
using Medusa.Durability.Journals;
using Medusa.Durability.Servers;
using Medusa.Durability.Tests.Servers;
using Medusa.Testing;

namespace Medusa.Durability.Tests;

/// <summary>A rollout half-way: of two gateways on one database one has the first version of a plugin alone, the other has both side by side.</summary>
[Collection(AttackedServers.Name)]
public sealed class MixedPlugins_should(PostgresOfAllTests postgres) : IAsyncLifetime
{
    private const string Go = """{"action":{"action":"GO"},"step":1,"request_id":"go"}""";
    private const string End = """{"action":{"action":"END"},"step":2}""";
    private readonly TemporaryFolder oldPlugins = new("plugins-a");
    private readonly TemporaryFolder newPlugins = new("plugins-b");
    private TestedJournal journal = null!;
    private MedusaProcess a = null!;
    private MedusaProcess b = null!;

    public async Task InitializeAsync()
    {
        journal = await TestedJournal.CreateAsync(JournalKind.PostgreSql, postgres);
        Install(oldPlugins, 1);
        Install(newPlugins, 1);
        Install(newPlugins, 2);
        a = await StartAsync("a", oldPlugins);
        b = await StartAsync("b", newPlugins);
    }

    public Task DisposeAsync()
    {
        a?.Dispose();
        b?.Dispose();
        journal?.Dispose();
        oldPlugins.Dispose();
        newPlugins.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Refuse_a_version_that_a_gateway_lacks_change_nothing_and_go_on_once_it_has_it()
    {
        var (status, begun) = await AskAsync(b, HttpMethod.Post, "/v1/episodes", """{"environment":"sample","episode_id":"new"}""");
        Assert.True(status == 201 && begun.Contains("second", StringComparison.Ordinal), begun);
        var before = await RowsAsync();
        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Post, "/v1/episodes/new/step", Go), (HttpMethod.Post, "/v1/episodes/new/step", """{"action":{"action":"GO"}}"""), (HttpMethod.Delete, "/v1/episodes/new", null),
            (HttpMethod.Post, "/v1/episodes/new/fork", "{}"), (HttpMethod.Get, "/v1/episodes/new/state", null), (HttpMethod.Post, "/v1/episodes/new/verify", "{}"),
            (HttpMethod.Get, "/v1/episodes/new/grade", null),
        })
        {
            var refused = await AskAsync(a, method, path, body);
            var problem = JsonElement.Parse(refused.Body);
            Assert.Equal((503, "plugin_unavailable"), (refused.Status, problem.GetProperty("code").GetString()));
            Assert.Equal(("sample", "2", "sample@2.0.0"), (Text(problem, "environment"), Text(problem, "version"), Text(problem, "plugin")));
        }

        Assert.Equal(before, await RowsAsync());
        Assert.Equal(200, (await AskAsync(b, HttpMethod.Post, "/v1/episodes/new/step", Go)).Status);

        Install(oldPlugins, 2);
        Assert.Equal(200, (await AskAsync(a, HttpMethod.Post, "/v1/plugins/reload")).Status);
        var ended = await AskAsync(a, HttpMethod.Post, "/v1/episodes/new/step", End);
        Assert.True(ended.Status == 200 && ended.Body.Contains("second", StringComparison.Ordinal), ended.Body);
        Assert.Equal(ended.Body, (await AskAsync(b, HttpMethod.Post, "/v1/episodes/new/step", End)).Body);
        Assert.Equal([0, 1, 2], (await JournalReader.ReadAsync(journal)).Single().Rows.Select(row => row.Index));
        Assert.True(JsonElement.Parse((await AskAsync(b, HttpMethod.Post, "/v1/episodes/new/verify", "{}")).Body).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Answer_from_the_journal_what_the_journal_knows()
    {
        await AskAsync(b, HttpMethod.Post, "/v1/episodes", """{"environment":"sample","episode_id":"new"}""");
        var taken = await AskAsync(b, HttpMethod.Post, "/v1/episodes/new/step", Go);
        Assert.Equal(200, (await AskAsync(b, HttpMethod.Post, "/v1/episodes/new/step", End)).Status);
        var graded = JsonElement.Parse((await AskAsync(b, HttpMethod.Get, "/v1/episodes/new/trajectory")).Body);
        var before = await RowsAsync();

        Assert.Equal(taken, await AskAsync(a, HttpMethod.Post, "/v1/episodes/new/step", Go));
        Assert.Equal(taken, await AskAsync(a, HttpMethod.Post, "/v1/episodes/new/step", """{"action":{"action":"GO"},"step":1}"""));
        Assert.Equal(503, (await AskAsync(a, HttpMethod.Post, "/v1/episodes/new/step", """{"action":{"action":"STAY"},"step":1,"request_id":"go"}""")).Status);
        Assert.Equal(503, (await AskAsync(a, HttpMethod.Post, "/v1/episodes/new/step", """{"action":{"action":"GO"},"step":2,"request_id":"go"}""")).Status);
        foreach (var path in new[] { "/v1/episodes/new/log", "/v1/episodes/new", "/v1/episodes" })
        {
            Assert.Equal((200, await BodyAsync(b, path)), (200, await BodyAsync(a, path)));
        }

        var recorded = JsonElement.Parse((await AskAsync(a, HttpMethod.Get, "/v1/episodes/new/trajectory")).Body);
        Assert.Equal(JsonValueKind.Null, recorded.GetProperty("grade").ValueKind);
        Assert.Equal("plugin_unavailable", Text(recorded, "ungraded"));
        foreach (var field in graded.EnumerateObject().Where(field => field.Name is not ("grade" or "score")))
        {
            Assert.Equal(field.Value.GetRawText(), recorded.GetProperty(field.Name).GetRawText());
        }

        var exported = await CommandLine.RunAsync("export", "--status", "all", "--url", $"{a.Address}");
        Assert.True(exported.ExitCode == 0 && exported.Lines.Count(line => line.StartsWith('{')) == 1, exported.Output);
        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task Say_on_each_gateway_what_its_own_plugins_lack_or_may_drop()
    {
        await AskAsync(a, HttpMethod.Post, "/v1/episodes", """{"environment":"sample","episode_id":"old"}""");
        await AskAsync(b, HttpMethod.Post, "/v1/episodes", """{"environment":"sample","episode_id":"new"}""");
        var (onA, onB) = (await UnusedAsync(a), await UnusedAsync(b));
        Assert.True(onA.Contains("sample@1.0.0", "must stay") && onA.Contains("sample@2", "missing"), onA.Output);
        Assert.True(onB.Contains("sample@1.0.0", "must stay") && onB.Contains("sample@2.0.0", "must stay") && !onB.Output.Contains("missing", StringComparison.Ordinal), onB.Output);

        await AskAsync(b, HttpMethod.Delete, "/v1/episodes/old");
        await AskAsync(a, HttpMethod.Delete, "/v1/episodes?status=closed");
        var later = await UnusedAsync(b);
        Assert.True(later.Contains("sample@1.0.0", "may go") && later.Contains("sample@2.0.0", "must stay"), later.Output);
    }

    private static void Install(TemporaryFolder plugins, int version) =>
        PluginFolder.Write(plugins.Path, "sample", SamplePlugin.Source(version: $"{version}", text: version == 1 ? "first" : "second"), $"{version}.0.0");

    private static async Task<Report> UnusedAsync(MedusaProcess server)
    {
        var run = await CommandLine.RunAsync("plugin", "unused", "--url", $"{server.Address}");
        Assert.True(run.ExitCode == 0, run.Output);
        return new Report(run.Output, run.Lines);
    }

    private static string? Text(JsonElement json, string field) => json.GetProperty(field).GetString();

    private static async Task<(int Status, string Body)> AskAsync(MedusaProcess server, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(server.Address, path));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var answer = await Gateways.Http.SendAsync(request, limit.Token);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(limit.Token));
    }

    /// <summary>A body without the name of the gateway that answers.</summary>
    private static async Task<string> BodyAsync(MedusaProcess server, string path)
    {
        var (status, body) = await AskAsync(server, HttpMethod.Get, path);
        Assert.True(status == 200, body);
        return body.Replace("\"node\":\"a\"", "\"node\":\"b\"", StringComparison.Ordinal);
    }

    private Task<MedusaProcess> StartAsync(string name, TemporaryFolder plugins) =>
        MedusaProcess.StartAsync(new Dictionary<string, string>(journal.Settings) { ["Medusa__PluginsPath"] = plugins.Path }, name);

    /// <summary>Every row of the journal's tables, as text.</summary>
    private async Task<IReadOnlyList<string>> RowsAsync()
    {
        await using var connection = journal.Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "select 'e' || e::text from episodes e union all select 'v' || v::text from events v union all select 's' || s::text from sessions s union all select 't' || t::text from tombstones t order by 1";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private sealed record Report(string Output, IReadOnlyList<string> Lines)
    {
        public bool Contains(string name, string verdict) => Lines.Any(line => line.Split(' ', 2) is [var first, var rest] && first == name && rest.TrimStart().StartsWith(verdict, StringComparison.Ordinal));
    }
}
