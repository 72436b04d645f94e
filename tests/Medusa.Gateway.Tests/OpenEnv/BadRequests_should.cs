using System.Text;

namespace Medusa.Gateway.Tests;

/// <summary>What is wrong over OpenEnv's HTTP routes gets the documented status and <c>detail</c>.</summary>
public sealed class BadRequests_should
{
    public static TheoryData<string, string, int, string> Refused() => new()
    {
        { "/reset", "{\"seed\":-1}", 422, "greater_than_equal" },
        { "/reset", "{\"seed\":1.5}", 422, "int_from_float" },
        { "/reset", "{\"seed\":\"x\"}", 422, "int_parsing" },
        { "/reset", "{\"seed\":true}", 422, "seed" },
        { "/reset", "{\"seed\":\"5\"}", 422, "seed" },
        { "/reset", "{\"seed\":[]}", 422, "int_type" },
        { "/reset", "{\"seed\":9007199254740992}", 422, "seed" },
        { "/reset", "{\"episode_id\":5}", 422, "string_type" },
        { "/reset", "{\"n_fact_rows\":0}", 422, "greater_than_equal" },
        { "/reset", "{\"n_fact_rows\":-1}", 422, "greater_than_equal" },
        { "/reset", "{\"n_fact_rows\":1000000000}", 422, "less_than_equal" },
        { "/reset", "{\"task\":\"none\"}", 422, "unknown_task" },
        { "/reset", "{\"scenario\":\"none\"}", 422, "scenario" },
        { "/reset", "[]", 422, "model_attributes_type" },
        { "/reset", "{\"seed\":NaN}", 422, "json_invalid" },
        { "/reset", "{\"x\":\"\\ud83d\"}", 422, "json_invalid" },
        { "/step", "{", 422, "json_invalid" },
        { "/step", "{}", 422, "missing" },
        { "/step", "{\"action\":[]}", 422, "dict_type" },
        { "/step", "{\"action\":{\"action\":\"SYNC_CHECK\"},\"timeout_s\":0}", 422, "greater_than" },
        { "/step", "{\"action\":{\"action\":\"SYNC_CHECK\"},\"request_id\":7}", 422, "string_type" },
        { "/step", "{\"action\":{\"action\":\"FLY\"}}", 422, "enum" },
        { "/step", "{\"action\":{\"action\":\"SYNC_CHECK\"}}", 404, "unknown_episode" },
        { "/step", "{\"action\":{\"action\":\"SYNC_CHECK\"},\"episode_id\":\"nobody\"}", 404, "unknown_episode" },
        { "/grader", "{}", 422, "missing" },
        { "/grader", "{\"episode_id\":\"nobody\",\"task_id\":\"clean_pipeline\"}", 404, "unknown_episode" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Be_refused_and_serve_on(string path, string body, int status, string text)
    {
        await using var server = await GatewayServer.StartAsync();
        var answer = await server.SendAsync("POST", $"/envs/medusa{path}", body);
        Assert.Equal(status, answer.Status);
        Assert.Contains(text, answer.Body);
        Assert.True(answer.Json.TryGetProperty("detail", out _));
        Assert.Equal(200, (await server.SendAsync("POST", "/envs/medusa/reset", "{\"seed\":1}")).Status);
    }

    [Fact]
    public async Task Have_a_body_beyond_the_limit_refused()
    {
        await using var server = await GatewayServer.StartAsync(("MaxBodyBytes", "4096"));
        var answer = await server.SendAsync("POST", "/reset", "{\"x\":\"" + new string('x', 5000) + "\"}");
        Assert.Equal(413, answer.Status);
        Assert.Equal("too_large", answer.Code);
        Assert.Equal(200, (await server.SendAsync("POST", "/reset", "{}")).Status);
    }

    [Fact]
    public async Task Have_deep_nesting_refused()
    {
        await using var server = await GatewayServer.StartAsync();
        var answer = await server.SendAsync("POST", "/reset", new StringBuilder("{\"x\":").Append('[', 5000).Append(']', 5000).Append('}').ToString());
        Assert.Equal(422, answer.Status);
        Assert.Contains("nested deeper", answer.Body);
    }

    [Fact]
    public async Task Find_no_environment_of_an_unknown_name()
    {
        await using var server = await GatewayServer.StartAsync();
        foreach (var path in new[] { "/envs/none/metadata", "/envs/none/schema", "/envs/none/openapi.json", "/envs/none/ws" })
        {
            Assert.Equal(404, (await server.SendAsync("GET", path)).Status);
        }

        Assert.Equal("unknown_environment", (await server.SendAsync("POST", "/envs/none/reset", "{}")).Code);
    }

    [Fact]
    public async Task Act_on_the_episode_that_was_started_without_an_id()
    {
        await using var server = await GatewayServer.StartAsync();
        var reset = await server.SendAsync("POST", "/reset", "{\"seed\":1}");
        var id = reset.Json.GetProperty("episode_id").GetString();
        var step = await server.SendAsync("POST", "/step", "{\"action\":{\"action\":\"SYNC_CHECK\"}}");
        Assert.Equal(id, step.Json.GetProperty("episode_id").GetString());
        Assert.Equal(1, (await server.SendAsync("GET", "/state")).Json.GetProperty("step_count").GetInt32());
        Assert.Equal(1, (await server.SendAsync("GET", $"/state?episode_id={id}")).Json.GetProperty("step_count").GetInt32());
    }

    [Fact]
    public async Task Take_a_step_once_for_each_request_id()
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/reset", "{\"seed\":1,\"episode_id\":\"mine\"}");
        const string Step = "{\"action\":{\"action\":\"SYNC_CHECK\"},\"request_id\":\"a\",\"episode_id\":\"mine\"}";
        var first = await server.SendAsync("POST", "/step", Step);
        var second = await server.SendAsync("POST", "/step", Step);
        Assert.Equal(first.Body, second.Body);
        Assert.Equal("true", second.Headers["Medusa-Replayed"]);
        Assert.Equal(1, (await server.SendAsync("GET", "/state?episode_id=mine")).Json.GetProperty("step_count").GetInt32());
    }
}
