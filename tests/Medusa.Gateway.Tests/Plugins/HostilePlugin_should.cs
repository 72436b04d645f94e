using Medusa.Testing;
using System.Text.Json;

namespace Medusa.Gateway.Tests;

/// <summary>What a plugin that fails costs: a typed refusal of the request that asked for it, and nobody else's answer.</summary>
public sealed class HostilePlugin_should
{
    private const string Reset = "{\"type\":\"reset\",\"data\":{}}";
    private const string Spin = "while (true) { }";
    private const string Throw = "throw new InvalidOperationException(\"secret\");";

    [Theory]
    [InlineData("policy", Throw, "/envs/bad/baseline")]
    [InlineData("policy", Spin, "/envs/bad/baseline")]
    [InlineData("state", Throw, "/envs/bad/state")]
    [InlineData("state", Spin, "/envs/bad/state")]
    [InlineData("task", Throw, "/envs/bad/tasks")]
    public async Task Cost_only_the_request_that_ran_into_it(string where, string how, string path)
    {
        await using var server = await PluginServer.StartAsync(
            [SamplePlugin.Source("good"), SamplePlugin.Source("bad", fails: where, how: Ending(how))], ("PluginCallLimit", "00:00:00.5"));
        using var socket = await server.Gateway.ConnectAsync("/envs/good/ws");
        await socket.AskDataAsync(Reset);
        var failing = server.Gateway.SendAsync("GET", path);
        Assert.Contains("observation", await socket.AskAsync("{\"type\":\"step\",\"data\":{\"action\":\"GO\"}}"));
        var answer = await failing;
        Assert.Equal((422, "operator_fault"), (answer.Status, answer.Code));
        Assert.Equal("sample.bad.v1.first@1.0.0", answer.Json.GetProperty("plugin").GetString());
        Assert.DoesNotContain("secret", answer.Body);
        Assert.Equal(200, (await server.Gateway.SendAsync("GET", "/envs/good/baseline")).Status);
    }

    [Fact]
    public async Task Not_hide_other_environments_by_failing_to_describe_its_own()
    {
        await using var server = await PluginServer.StartAsync([SamplePlugin.Source("good"), SamplePlugin.Source("bad", fails: "task")]);
        var environments = (await server.Gateway.SendAsync("GET", "/v1/environments")).Json.GetProperty("environments");
        Assert.Equal(2, environments.GetArrayLength());
        Assert.Equal("operator_fault", environments[0].GetProperty("problem").GetProperty("code").GetString());
        Assert.Equal("goal", environments[1].GetProperty("tasks")[0].GetProperty("task_id").GetString());
    }

    [Fact]
    public async Task Answer_a_socket_before_its_first_reset_with_an_error_frame()
    {
        await using var server = await PluginServer.StartAsync([SamplePlugin.Source("bad", fails: "state", how: Ending(Spin))], ("PluginCallLimit", "00:00:00.5"));
        using var socket = await server.Gateway.ConnectAsync("/envs/bad/ws");
        var error = await socket.AskDataAsync("{\"type\":\"state\"}");
        Assert.Equal("operator_fault", error.GetProperty("problem").GetString());
        Assert.Contains("observation", await socket.AskAsync(Reset));
    }

    [Fact]
    public async Task Fail_one_step_over_every_protocol_and_leave_the_episode_as_it_was()
    {
        await using var server = await PluginServer.StartAsync([SamplePlugin.Source()]);
        await server.Gateway.SendAsync("POST", "/envs/sample/reset", "{}");
        var http = await server.Gateway.SendAsync("POST", "/envs/sample/step", "{\"action\":{\"action\":\"BREAK\"}}");
        Assert.Equal((422, "operator_fault"), (http.Status, http.Code));
        Assert.Equal(200, (await server.Gateway.SendAsync("POST", "/envs/sample/step", "{\"action\":{\"action\":\"GO\"},\"step\":1}")).Status);

        await server.Gateway.SendAsync("POST", "/v1/episodes", "{\"environment\":\"sample\",\"episode_id\":\"one\"}");
        var native = await server.Gateway.SendAsync("POST", "/v1/episodes/one/step", "{\"action\":{\"action\":\"BREAK\"},\"step\":1}");
        Assert.Equal((422, "operator_fault", "application/problem+json"), (native.Status, native.Code, native.ContentType));
        Assert.Equal(200, (await server.Gateway.SendAsync("POST", "/v1/episodes/one/step", "{\"action\":{\"action\":\"GO\"},\"step\":1}")).Status);
    }

    [Fact]
    public async Task Start_no_more_episodes_once_it_is_quarantined()
    {
        await using var server = await PluginServer.StartAsync([SamplePlugin.Source()]);
        using var socket = await server.Gateway.ConnectAsync("/envs/sample/ws");
        await socket.AskDataAsync(Reset);
        server.Host.Quarantine(server.Host.Environments[0].Provenance, "It overran.");
        foreach (var (path, body) in new[] { ("/envs/sample/reset", "{}"), ("/v1/episodes", "{\"environment\":\"sample\"}") })
        {
            var answer = await server.Gateway.SendAsync("POST", path, body);
            Assert.Equal((503, "plugin_unavailable"), (answer.Status, answer.Code));
            Assert.True(int.Parse(answer.Headers["Retry-After"]) > 0);
        }

        Assert.Contains("observation", await socket.AskAsync("{\"type\":\"step\",\"data\":{\"action\":\"GO\"}}"));
        Assert.Contains("plugin_unavailable", await socket.AskAsync(Reset));
    }

    [Fact]
    public async Task Show_the_host_s_limit_of_rows_wherever_options_are_shown()
    {
        await using var server = await PluginServer.StartAsync([SamplePlugin.Source()], ("MaxRows", "500"), ("Node", "node-7"));
        var listed = (await server.Gateway.SendAsync("GET", "/v1/environments")).Json.GetProperty("environments")[0].GetProperty("options");
        Assert.Equal(500, Maximum(listed));
        Assert.Equal(500, Maximum((await server.Gateway.SendAsync("GET", "/openapi.json")).Json.GetProperty("components").GetProperty("schemas").GetProperty("ResetOptions")));
        Assert.Equal("node-7", (await server.Gateway.SendAsync("GET", "/v1/cluster")).Json.GetProperty("nodes")[0].GetProperty("id").GetString());
    }

    /// <summary>The statement, but a spin ends after three seconds, long after the limit: for ever it would take a core from the other tests.</summary>
    private static string Ending(string statement) => statement == Spin
        ? "for (var end = Environment.TickCount64 + 3000; Environment.TickCount64 < end;) { }"
        : statement;

    private static int Maximum(JsonElement schema) => schema.GetProperty("properties").GetProperty("rows").GetProperty("maximum").GetInt32();
}
