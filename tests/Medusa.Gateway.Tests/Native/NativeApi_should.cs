using System.Text.Json;

namespace Medusa.Gateway.Tests;

[Collection("gate")]
public sealed class NativeApi_should
{
    public static TheoryData<string, string, int, string> Refused() => new()
    {
        { "/v1/episodes", "{", 400, "invalid_json" },
        { "/v1/episodes", "{\"environment\":\"medusa\",\"seed\":NaN}", 400, "invalid_json" },
        { "/v1/episodes", "{\"environment\":\"\\udfff\"}", 400, "invalid_json" },
        { "/v1/episodes", "{\"options\":" + new string('[', 500) + new string(']', 500) + "}", 400, "invalid_json" },
        { "/v1/episodes", "[]", 422, "invalid_request" },
        { "/v1/episodes", "{}", 422, "invalid_request" },
        { "/v1/episodes", "{\"environment\":5}", 422, "invalid_request" },
        { "/v1/episodes", "{\"environment\":\"none\"}", 404, "unknown_environment" },
        { "/v1/episodes", Create("\"other\":1"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"options\":{\"other\":1}"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"options\":[]"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"options\":{\"scenario\":\"none\"}"), 422, "unknown_scenario" },
        { "/v1/episodes", Create("\"task\":\"none\""), 422, "unknown_task" },
        { "/v1/episodes", Create("\"task\":7"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"seed\":-1"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"seed\":true"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"seed\":1.5"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"seed\":1.0"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"seed\":\"1\""), 422, "invalid_request" },
        { "/v1/episodes", Create("\"seed\":9007199254740992"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"seeds\":[1,-1]"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"seeds\":[]"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"seed\":1,\"seeds\":[1]"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"options\":{\"n_fact_rows\":0}"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"options\":{\"n_fact_rows\":-1}"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"options\":{\"n_fact_rows\":1000000000}"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"episode_id\":\"a~b\""), 422, "invalid_request" },
        { "/v1/episodes", Create("\"episode_id\":\"\""), 422, "invalid_request" },
        { "/v1/episodes", Create("\"episode_id\":\"taken\""), 409, "episode_exists" },
        { "/v1/episodes", Create("\"labels\":{\"a\":1}"), 422, "invalid_request" },
        { "/v1/episodes", Create("\"durability\":\"durable\""), 422, "invalid_request" },
        { "/v1/episodes", Create("\"request_id\":\"\""), 422, "invalid_request" },
        { "/v1/episodes/taken/step", "{}", 422, "invalid_request" },
        { "/v1/episodes/taken/step", "{\"action\":\"COMMIT\"}", 422, "invalid_request" },
        { "/v1/episodes/taken/step", "{\"action\":{\"action\":\"FLY\"}}", 422, "invalid_action" },
        { "/v1/episodes/taken/step", "{\"action\":{\"action\":\"COMMIT\",\"x\":1}}", 422, "invalid_action" },
        { "/v1/episodes/taken/step", "{\"action\":{\"action\":\"COMMIT\"},\"x\":1}", 422, "invalid_request" },
        { "/v1/episodes/taken/step", "{\"action\":{\"action\":\"COMMIT\"},\"step\":0}", 422, "invalid_request" },
        { "/v1/episodes/taken/step", "{\"action\":{\"action\":\"COMMIT\"},\"step\":true}", 422, "invalid_request" },
        { "/v1/episodes/taken/step", "{\"action\":{\"action\":\"COMMIT\"},\"step\":7}", 409, "step_conflict" },
        { "/v1/episodes/nobody/step", "{\"action\":{\"action\":\"COMMIT\"}}", 404, "unknown_episode" },
        { "/v1/episodes/a%20b/step", "{\"action\":{\"action\":\"COMMIT\"}}", 404, "unknown_episode" },
        { "/v1/steps", "{}", 422, "invalid_request" },
        { "/v1/nothing", "{}", 404, "unknown_route" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refuse_what_is_wrong_and_change_nothing(string path, string body, int status, string code)
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", Create("\"seed\":1,\"episode_id\":\"taken\""));
        var before = await server.SendAsync("GET", "/v1/episodes");
        var answer = await server.SendAsync("POST", path, body);
        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.NotEmpty(answer.Json.GetProperty("detail").GetString()!);
        Assert.Equal(before.Body, (await server.SendAsync("GET", "/v1/episodes")).Body);
        Assert.Equal(200, (await server.SendAsync("POST", "/v1/episodes/taken/step", "{\"action\":{\"action\":\"SYNC_CHECK\"},\"step\":1}")).Status);
    }

    [Theory]
    [InlineData("GET", "/v1/episodes?other=1", 422, "invalid_request")]
    [InlineData("GET", "/v1/episodes?limit=0", 422, "invalid_request")]
    [InlineData("GET", "/v1/episodes?status=odd", 422, "invalid_request")]
    [InlineData("GET", "/v1/episodes/taken/state?at=-1", 422, "invalid_request")]
    [InlineData("GET", "/v1/episodes/taken/state?at=9", 422, "invalid_request")]
    [InlineData("GET", "/v1/episodes/taken/grade", 409, "not_done")]
    [InlineData("GET", "/v1/episodes/taken/tables/gold", 404, "unknown_table")]
    [InlineData("GET", "/v1/episodes/taken/tables/silver?limit=100000", 422, "invalid_request")]
    [InlineData("GET", "/v1/ws", 422, "invalid_request")]
    [InlineData("PUT", "/v1/episodes", 405, "unknown_route")]
    [InlineData("GET", "/v1/nothing", 404, "unknown_route")]
    public async Task Refuse_queries_that_are_wrong(string method, string path, int status, string code)
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", Create("\"seed\":1,\"episode_id\":\"taken\""));
        var answer = await server.SendAsync(method, path);
        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal("application/problem+json", answer.ContentType);
    }

    [Fact]
    public async Task Refuse_other_media_types()
    {
        await using var server = await GatewayServer.StartAsync();
        Assert.Equal("unsupported_media_type", (await server.SendAsync("POST", "/v1/episodes", "a=1", contentType: "application/x-www-form-urlencoded")).Code);
    }

    [Fact]
    public async Task Serve_an_episode_from_start_to_grade()
    {
        await using var server = await GatewayServer.StartAsync();
        var created = await server.SendAsync("POST", "/v1/episodes", Create("\"seed\":0,\"labels\":{\"run\":\"7\"},\"episode_id\":\"one\""));
        Assert.Equal(201, created.Status);
        var first = created.Json.GetProperty("episodes")[0];
        Assert.Equal("one", first.GetProperty("episode_id").GetString());
        Assert.Equal(0, first.GetProperty("step").GetInt32());
        foreach (var (action, index) in new[] { "SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT" }.Select((action, index) => (action, index)))
        {
            var step = await server.SendAsync("POST", "/v1/episodes/one/step", $"{{\"action\":{{\"action\":\"{action}\"}},\"step\":{index + 1}}}");
            Assert.Equal(200, step.Status);
            Assert.Equal(action == "COMMIT", step.Json.GetProperty("done").GetBoolean());
        }

        Assert.Equal("episode_done", (await server.SendAsync("POST", "/v1/episodes/one/step", "{\"action\":{\"action\":\"COMMIT\"}}")).Code);
        var summary = (await server.SendAsync("GET", "/v1/episodes/one")).Json;
        Assert.Equal("done", summary.GetProperty("status").GetString());
        Assert.Equal(200, (await server.SendAsync("GET", "/v1/episodes/one/grade")).Status);
        Assert.Equal(8, (await server.SendAsync("GET", "/v1/episodes/one/trajectory")).Json.GetProperty("steps").GetArrayLength());
        var lines = await server.SendAsync("GET", "/v1/episodes/one/log", accept: "application/x-ndjson");
        Assert.Equal("application/x-ndjson", lines.ContentType);
        Assert.All(lines.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => JsonDocument.Parse(line));
        var tables = (await server.SendAsync("GET", "/v1/episodes/one/tables")).Json.GetProperty("tables");
        var silver = tables.EnumerateArray().Single(table => table.GetProperty("name").GetString() == "silver").GetProperty("rows").GetInt32();
        Assert.Equal(200, (await server.SendAsync("GET", "/v1/episodes/one/tables/silver?offset=10&limit=5")).Status);
        var csv = await server.SendAsync("GET", "/v1/episodes/one/tables/silver", accept: "text/csv");
        Assert.Equal("text/csv", csv.ContentType);
        Assert.Equal(silver + 1, csv.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(204, (await server.SendAsync("DELETE", "/v1/episodes/one")).Status);
        Assert.Equal("closed", (await server.SendAsync("GET", "/v1/episodes/one")).Json.GetProperty("status").GetString());
        Assert.Single((await server.SendAsync("GET", "/v1/episodes?label=run:7")).Json.GetProperty("episodes").EnumerateArray());
    }

    [Fact]
    public async Task Stream_a_table_of_several_pages()
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", Create("\"seed\":0,\"episode_id\":\"large\",\"options\":{\"n_fact_rows\":25000}"));
        var csv = await server.SendAsync("GET", "/v1/episodes/large/tables/bronze_a", accept: "text/csv");
        var lines = csv.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(25_001, lines.Length);
        Assert.Single(lines, line => line == lines[0]);
    }

    [Fact]
    public async Task Start_an_episode_for_each_seed()
    {
        await using var server = await GatewayServer.StartAsync();
        var created = await server.SendAsync("POST", "/v1/episodes", Create("\"seeds\":[3,1,3]"));
        Assert.Equal([3, 1, 3], created.Json.GetProperty("episodes").EnumerateArray().Select(episode => episode.GetProperty("metadata").GetProperty("seed").GetInt32()));
    }

    [Fact]
    public async Task Take_a_step_exactly_once()
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", Create("\"seed\":0,\"episode_id\":\"one\""));
        var first = await StepAsync("SYNC_CHECK", "\"step\":1,\"request_id\":\"a\"");
        Assert.False(first.Headers.ContainsKey("Medusa-Replayed"));
        foreach (var again in new[] { "\"step\":1,\"request_id\":\"a\"", "\"request_id\":\"a\"", "\"step\":1" })
        {
            var repeat = await StepAsync("SYNC_CHECK", again);
            Assert.Equal(first.Body, repeat.Body);
            Assert.Equal("true", repeat.Headers["Medusa-Replayed"]);
        }

        Assert.Equal("request_conflict", (await StepAsync("COMMIT", "\"request_id\":\"a\"")).Code);
        var conflict = await StepAsync("COMMIT", "\"step\":1");
        Assert.Equal("step_conflict", conflict.Code);
        Assert.Equal(2, conflict.Json.GetProperty("expected_step").GetInt32());
        Assert.Equal(2, (await StepAsync("SYNC_CHECK", "\"step\":2")).Json.GetProperty("step").GetInt32());

        Task<TestAnswer> StepAsync(string action, string fields) => server.SendAsync("POST", "/v1/episodes/one/step", $"{{\"action\":{{\"action\":\"{action}\"}},{fields}}}");
    }

    [Fact]
    public async Task Start_an_episode_once_for_each_request_id()
    {
        await using var server = await GatewayServer.StartAsync();
        var first = await server.SendAsync("POST", "/v1/episodes", Create("\"request_id\":\"r\",\"seed\":1"));
        var second = await server.SendAsync("POST", "/v1/episodes", Create("\"request_id\":\"r\",\"seed\":1"));
        Assert.Equal(first.Body, second.Body);
        Assert.Equal("true", second.Headers["Medusa-Replayed"]);
        Assert.Equal("request_conflict", (await server.SendAsync("POST", "/v1/episodes", Create("\"request_id\":\"r\",\"seed\":2"))).Code);
    }

    [Fact]
    public async Task Say_that_the_outcome_is_unknown_and_resolve_it_by_asking_again()
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", "{\"environment\":\"gate\",\"episode_id\":\"slow\"}");
        TestEnvironments.Gate.Reset();
        const string Step = "{\"action\":{\"action\":\"WAIT\"},\"request_id\":\"r\"";
        try
        {
            var unknown = await server.SendAsync("POST", "/v1/episodes/slow/step", Step + ",\"timeout_ms\":100}");
            Assert.Equal((504, "outcome_unknown"), (unknown.Status, unknown.Code));
        }
        finally
        {
            TestEnvironments.Gate.Set();
        }

        var known = await server.SendAsync("POST", "/v1/episodes/slow/step", Step + "}");
        Assert.Equal(1, known.Json.GetProperty("step").GetInt32());
        Assert.Equal("true", known.Headers["Medusa-Replayed"]);
    }

    [Fact]
    public async Task Describe_environments_plugins_and_nodes()
    {
        await using var server = await GatewayServer.StartAsync();
        var environments = (await server.SendAsync("GET", "/v1/environments")).Json.GetProperty("environments");
        var medusa = environments.EnumerateArray().Single(environment => environment.GetProperty("name").GetString() == "medusa");
        Assert.Equal(11, medusa.GetProperty("actions").GetArrayLength());
        Assert.Equal(12, medusa.GetProperty("tasks").GetArrayLength());
        Assert.Equal(64, medusa.GetProperty("plugin").GetProperty("sha256").GetString()!.Length);
        Assert.Contains("medusa", (await server.SendAsync("GET", "/v1/plugins")).Body);
        Assert.Equal(Environment.GetEnvironmentVariable("Medusa__Engine"), (await server.SendAsync("GET", "/v1/cluster")).Json.GetProperty("engine").GetString());
        Assert.Equal(200, (await server.SendAsync("GET", "/ready")).Status);
    }

    private static string Create(string fields) => $"{{\"environment\":\"medusa\",{fields}}}";
}
