using System.Diagnostics.Metrics;
using System.Text.Json;
using Medusa.Episodes;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway.Tests;

public sealed class Limits_should : IDisposable
{
    private const string Step = """{"action":{"action":"SYNC_CHECK"}}""";
    private readonly KeysOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task Refuse_steps_beyond_the_rate_over_HTTP_and_record_nothing()
    {
        await using var server = await StartAsync(new KeyLimits { StepsPerSecond = 1 });
        await CreateAsync(server, "one");
        Assert.Equal(200, (await StepAsync(server, "one")).Status);
        var refused = await StepAsync(server, "one");
        Assert.Equal((429, "rate_limited", "1"), (refused.Status, refused.Code, refused.Headers["Retry-After"]));
        Assert.Equal("steps_per_second", refused.Json.GetProperty("limit").GetString());
        Assert.Equal(2, await NextStepAsync(server, "one"));
        await UntilAsync(async () => (await StepAsync(server, "one")).Status == 200);
        Assert.Equal(3, await NextStepAsync(server, "one"));
    }

    [Fact]
    public async Task Refuse_the_end_of_a_batch_that_goes_over_the_rate()
    {
        await using var server = await StartAsync(new KeyLimits { StepsPerSecond = 2 });
        await CreateAsync(server, "one");
        const string Element = """{"episode_id":"one","action":{"action":"SYNC_CHECK"}}""";
        var results = (await SendAsync(server, "POST", "/v1/steps", $$"""{"steps":[{{Element}},{{Element}},{{Element}},{{Element}}]}""")).Json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal([1, 2], results.Take(2).Select(result => result.GetProperty("step").GetInt32()));
        Assert.All(results.Skip(2), result => Assert.Equal("rate_limited", result.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal(1, results[2].GetProperty("error").GetProperty("retry_after_s").GetInt32());
        Assert.Equal(3, await NextStepAsync(server, "one"));
    }

    [Fact]
    public async Task Refuse_steps_on_sockets_that_stay_open()
    {
        await using var server = await StartAsync(new KeyLimits { StepsPerSecond = 1 });
        using var openEnv = await server.ConnectAsync("/envs/medusa/ws", "Bearer alice-key");
        await openEnv.AskAsync("""{"type":"reset","data":{"seed":1}}""");
        const string Frame = """{"type":"step","data":{"action":"SYNC_CHECK"}}""";
        Assert.Contains("\"observation\"", await openEnv.AskAsync(Frame));
        var error = JsonDocument.Parse((await openEnv.AskAsync(Frame))!).RootElement.GetProperty("data");
        Assert.Equal(("EXECUTION_ERROR", "rate_limited"), (error.GetProperty("code").GetString(), error.GetProperty("problem").GetString()));
        using var native = await server.ConnectAsync("/v1/ws", "Bearer alice-key");
        await CreateAsync(server, "one");
        Assert.Contains("rate_limited", await native.AskAsync("""{"id":1,"op":"step","episode_id":"one","action":{"action":"SYNC_CHECK"}}"""));
        await UntilAsync(async () => (await openEnv.AskAsync(Frame))!.Contains("\"observation\""));
        Assert.Contains("\"step_count\":2", await openEnv.AskAsync("""{"type":"state"}"""));
    }

    [Fact]
    public async Task Leave_other_keys_alone()
    {
        await using var server = await StartAsync(new KeyLimits { StepsPerSecond = 1, LiveEpisodes = 1 });
        await CreateAsync(server, "one");
        await StepAsync(server, "one");
        Assert.Equal(429, (await StepAsync(server, "one")).Status);
        for (var index = 0; index < 5; index++)
        {
            Assert.Equal(201, (await server.SendAsync("POST", "/v1/episodes", $$"""{"environment":"medusa","seed":1,"episode_id":"b{{index}}"}""", "Bearer bob-key")).Status);
            Assert.Equal(200, (await server.SendAsync("POST", "/v1/episodes/b0/step", Step, "Bearer bob-key")).Status);
        }
    }

    [Fact]
    public async Task Refuse_episodes_beyond_the_quota_until_one_ends()
    {
        await using var server = await StartAsync(new KeyLimits { LiveEpisodes = 2 });
        using var counted = new CountedLimits();
        Assert.Equal(201, (await CreateAsync(server, "one")).Status);
        Assert.Equal(201, (await SendAsync(server, "POST", "/v1/episodes/one/fork", "{}")).Status);
        var refused = await CreateAsync(server, "three");
        Assert.Equal((429, "quota_exceeded"), (refused.Status, refused.Code));
        Assert.True(refused.Headers.ContainsKey("Retry-After"));
        Assert.Equal("live_episodes", refused.Json.GetProperty("limit").GetString());
        Assert.Equal(429, (await SendAsync(server, "POST", "/v1/episodes/one/fork", "{}")).Status);
        Assert.Equal(429, (await SendAsync(server, "POST", "/reset", """{"seed":1}""")).Status);
        Assert.Equal(404, (await SendAsync(server, "GET", "/v1/episodes/three")).Status);
        Assert.Equal(3, counted.Of("live_episodes"));
        Assert.Equal(204, (await SendAsync(server, "DELETE", "/v1/episodes/one")).Status);
        Assert.Equal(201, (await CreateAsync(server, "three")).Status);
        Assert.Equal(429, (await CreateAsync(server, "four")).Status);
    }

    [Fact]
    public async Task Count_groups_whole()
    {
        await using var server = await StartAsync(new KeyLimits { LiveEpisodes = 4 });
        Assert.Equal(429, (await SendAsync(server, "POST", "/v1/episodes", """{"environment":"medusa","seed":1,"count":5}""")).Status);
        var group = (await SendAsync(server, "POST", "/v1/episodes", """{"environment":"medusa","seed":1,"count":4}""")).Json.GetProperty("episodes")[0].GetProperty("episode_id").GetString()!;
        Assert.Equal(429, (await CreateAsync(server, "one")).Status);
        Assert.Equal(204, (await SendAsync(server, "DELETE", $"/v1/episodes?group={group[..group.IndexOf('~')]}")).Status);
        Assert.Equal(201, (await CreateAsync(server, "one")).Status);
    }

    [Fact]
    public async Task Notice_that_episodes_ended_otherwise()
    {
        await using var server = await StartAsync(new KeyLimits { LiveEpisodes = 1 });
        Assert.Equal(201, (await CreateAsync(server, "one")).Status);
        Assert.Equal(429, (await CreateAsync(server, "two")).Status);
        Assert.Equal(1, (await SendAsync(server, "DELETE", "/v1/episodes?status=running")).Json.GetProperty("removed").GetInt32());
        await UntilAsync(async () => (await CreateAsync(server, "two")).Status == 201);
    }

    [Fact]
    public async Task Let_a_session_reset_into_its_own_place()
    {
        await using var server = await StartAsync(new KeyLimits { LiveEpisodes = 1 });
        using var socket = await server.ConnectAsync("/envs/medusa/ws", "Bearer alice-key");
        for (var seed = 0; seed < 3; seed++)
        {
            Assert.Contains("\"observation\"", await socket.AskAsync($$"""{"type":"reset","data":{"seed":{{seed}} } }"""));
        }

        using var other = await server.ConnectAsync("/envs/medusa/ws", "Bearer alice-key");
        Assert.Contains("quota_exceeded", await other.AskAsync("""{"type":"reset","data":{"seed":1}}"""));
    }

    [Fact]
    public async Task Answer_what_is_recorded_though_the_quota_is_used_up()
    {
        await using var server = await StartAsync(new KeyLimits { LiveEpisodes = 1, Rows = 10_000 });
        const string Body = """{"environment":"medusa","seed":1,"request_id":"r"}""";
        var first = await SendAsync(server, "POST", "/v1/episodes", Body);
        var again = await SendAsync(server, "POST", "/v1/episodes", Body);
        Assert.Equal((201, first.Body), (again.Status, again.Body));
        Assert.Equal("true", again.Headers["Medusa-Replayed"]);
        Assert.Equal(429, (await SendAsync(server, "POST", "/v1/episodes", Body.Replace("\"r\"", "\"s\""))).Status);
    }

    [Fact]
    public async Task Refuse_rows_beyond_the_quota()
    {
        await using var server = await StartAsync(new KeyLimits { Rows = 1000 });
        Assert.Equal(201, (await WithRowsAsync(server, "one", 600)).Status);
        var refused = await WithRowsAsync(server, "two", 600);
        Assert.Equal((429, "quota_exceeded", "rows"), (refused.Status, refused.Code, refused.Json.GetProperty("limit").GetString()));
        Assert.Equal(201, (await WithRowsAsync(server, "two", 400)).Status);
        Assert.Equal(429, (await SendAsync(server, "POST", "/v1/episodes/two/fork", "{}")).Status);
        Assert.Equal(204, (await SendAsync(server, "DELETE", "/v1/episodes/one")).Status);
        Assert.Equal(201, (await SendAsync(server, "POST", "/v1/episodes/two/fork", "{}")).Status);
    }

    [Fact]
    public async Task Apply_to_every_key_without_limits_of_its_own_and_to_anonymous_callers()
    {
        await using var server = await GatewayServer.StartAsync(("Limits:StepsPerSecond", "3"), ("Limits:StepsBurst", "1"));
        await server.SendAsync("POST", "/v1/episodes", """{"environment":"medusa","seed":1,"episode_id":"one"}""");
        var statuses = new List<int>();
        for (var index = 0; index < 3; index++)
        {
            statuses.Add((await server.SendAsync("POST", "/v1/episodes/one/step", Step)).Status);
        }

        Assert.Equal(200, statuses[0]);
        Assert.Contains(429, statuses);
    }

    [Fact]
    public async Task Change_with_the_keys_file()
    {
        await using var server = await StartAsync(new KeyLimits { LiveEpisodes = 1 });
        await CreateAsync(server, "one");
        Assert.Equal(429, (await CreateAsync(server, "two")).Status);
        KeysFile.Change(disk.File, keys => [.. keys.Select(key => key with { Limits = null })]);
        await UntilAsync(async () => (await CreateAsync(server, "two")).Status == 201);
    }

    [Theory]
    [InlineData("Limits:LiveEpisodes", "-1")]
    [InlineData("Limits:StepsPerSecond", "many")]
    [InlineData("Limits:Rows", "-5")]
    public void Stop_the_start_with_one_line_where_they_are_wrong(string name, string value)
    {
        var refusal = Assert.Throws<GatewayStartException>(() => MedusaGateway.Build(new GatewayArguments { Settings = new Dictionary<string, string?> { [$"Medusa:{name}"] = value } }));
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private Task<GatewayServer> StartAsync(KeyLimits limits)
    {
        disk.Add("alice", limits).Add("bob");
        return GatewayServer.StartAsync(("KeysFile", disk.File));
    }

    private static Task<TestAnswer> SendAsync(GatewayServer server, string method, string path, string? body = null) => server.SendAsync(method, path, body, "Bearer alice-key");

    private static Task<TestAnswer> CreateAsync(GatewayServer server, string id) => SendAsync(server, "POST", "/v1/episodes", $$"""{"environment":"medusa","seed":1,"episode_id":"{{id}}"}""");

    private static Task<TestAnswer> WithRowsAsync(GatewayServer server, string id, int rows) =>
        SendAsync(server, "POST", "/v1/episodes", $$"""{"environment":"medusa","seed":1,"episode_id":"{{id}}","options":{"n_fact_rows":{{rows - 100}},"n_dim_rows":100} }""");

    private static Task<TestAnswer> StepAsync(GatewayServer server, string id) => SendAsync(server, "POST", $"/v1/episodes/{id}/step", Step);

    private static async Task<int> NextStepAsync(GatewayServer server, string id) => (await SendAsync(server, "GET", $"/v1/episodes/{id}")).Json.GetProperty("next_step").GetInt32();

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var limit = TestTime.Limit();
        while (!await condition())
        {
            limit.ThrowIfCancellationRequested();
        }
    }

    private sealed class CountedLimits : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly Dictionary<string, long> counts = [];

        public CountedLimits()
        {
            listener.InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Name == "medusa.limits.refused")
                {
                    own.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            {
                lock (counts)
                {
                    var limit = (string)tags[0].Value!;
                    counts[limit] = counts.GetValueOrDefault(limit) + value;
                }
            });
            listener.Start();
        }

        public long Of(string limit)
        {
            lock (counts)
            {
                return counts.GetValueOrDefault(limit);
            }
        }

        public void Dispose() => listener.Dispose();
    }
}
