namespace Medusa.Gateway.Tests;

/// <summary>DataSelect, version 1, through the gateway: what its document shows, and what version 1 refuses.</summary>
public sealed class DataSelect_should
{
    private const string Action = "{\"action_type\":\"select_batch\",\"batch_size\":10,\"strategy_weights\":{\"uncertainty\":0.4,\"diversity\":0.4,\"random\":0.2}}";
    private const string Stop = "{\"action_type\":\"stop\",\"batch_size\":0,\"strategy_weights\":{\"uncertainty\":0.4,\"diversity\":0.4,\"random\":0.2}}";

    [Theory]
    [InlineData("/envs/dataselect", "medusa")]
    [InlineData("", "dataselect")]
    public async Task Answer_the_document_s_requests(string prefix, string defaultEnvironment)
    {
        await using var server = await GatewayServer.StartAsync(("DefaultEnvironment", defaultEnvironment));
        var reset = await server.SendAsync("POST", $"{prefix}/reset", "{\"task_id\": \"easy\", \"seed\": 42}");
        Assert.Equal(200, reset.Status);
        Assert.Equal(300, reset.Json.GetProperty("observation").GetProperty("remaining_budget").GetInt32());
        var step = await server.SendAsync("POST", $"{prefix}/step", $"{{\"action\": {Action}}}");
        Assert.Equal(200, step.Status);
        Assert.Equal(290, step.Json.GetProperty("observation").GetProperty("remaining_budget").GetInt32());
        Assert.Equal(-0.231559, step.Json.GetProperty("reward").GetDouble(), 6);
        Assert.Equal(200, (await server.SendAsync("GET", $"{prefix}/baseline")).Status);
    }

    [Theory]
    [InlineData("easy", 0.7019, 0.6904)]
    [InlineData("medium", 0.6600, 0.6569)]
    [InlineData("hard", 0.4175, 0.6176)]
    public async Task Show_the_baseline_of_its_document(string task, double score, double performance)
    {
        await using var server = await GatewayServer.StartAsync();
        var result = (await server.SendAsync("GET", "/envs/dataselect/baseline")).Json.GetProperty("results").GetProperty(task);
        Assert.Equal(score, result.GetProperty("score").GetDouble(), 4);
        Assert.True(result.GetProperty("passed").GetBoolean());
        Assert.Equal(performance, result.GetProperty("final_performance").GetDouble(), 4);
    }

    [Theory]
    [InlineData("\"batch_size\":10", "\"batch_size\":0")]
    [InlineData("\"batch_size\":10", "\"batch_size\":1101")]
    [InlineData("\"batch_size\":10", "\"batch_size\":2.5")]
    [InlineData("\"random\":0.2", "\"random\":-0.2")]
    [InlineData("\"random\":0.2", "\"novelty\":0.2")]
    [InlineData("\"uncertainty\":0.4,\"diversity\":0.4,\"random\":0.2", "\"uncertainty\":0,\"diversity\":0,\"random\":0")]
    [InlineData("\"uncertainty\":0.4,\"diversity\":0.4,\"random\":0.2", "")]
    [InlineData("select_batch", "buy")]
    public async Task Refuse_what_version_1_refuses_and_change_nothing(string what, string by)
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/envs/dataselect/reset", "{\"task_id\":\"easy\",\"seed\":42}");
        var before = await server.SendAsync("GET", "/envs/dataselect/state");
        Assert.Equal(422, (await server.SendAsync("POST", "/envs/dataselect/step", $"{{\"action\":{Action.Replace(what, by)}}}")).Status);
        Assert.Equal(before.Body, (await server.SendAsync("GET", "/envs/dataselect/state")).Body);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("4294967296")]
    [InlineData("\"abc\"")]
    [InlineData("1.5")]
    public async Task Refuse_seeds_out_of_range(string seed)
    {
        await using var server = await GatewayServer.StartAsync();
        Assert.Equal(422, (await server.SendAsync("POST", "/envs/dataselect/reset", $"{{\"seed\":{seed}}}")).Status);
    }

    [Fact]
    public async Task Serve_a_session_over_a_socket()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/dataselect/ws");
        await socket.AskDataAsync("{\"type\":\"reset\",\"data\":{\"task\":\"hard\",\"seed\":42}}");
        var step = await socket.AskDataAsync($"{{\"type\":\"step\",\"data\":{Action}}}");
        Assert.Equal(90, step.GetProperty("observation").GetProperty("remaining_budget").GetInt32());
        var end = await socket.AskDataAsync($"{{\"type\":\"step\",\"data\":{Stop}}}");
        Assert.True(end.GetProperty("done").GetBoolean());
        Assert.Equal("stopped", end.GetProperty("metadata").GetProperty("end_reason").GetString());
    }

    [Fact]
    public async Task Score_a_native_episode_that_stops_first_with_nothing()
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", "{\"environment\":\"dataselect\",\"task\":\"medium\",\"seed\":42,\"episode_id\":\"one\"}");
        var end = (await server.SendAsync("POST", "/v1/episodes/one/step", $"{{\"action\":{Stop},\"step\":1}}")).Json;
        Assert.Equal(0, end.GetProperty("reward").GetDouble());
        Assert.True(end.GetProperty("done").GetBoolean());
        var grade = (await server.SendAsync("GET", "/v1/episodes/one/grade")).Json;
        Assert.Equal((0.0, false), (grade.GetProperty("score").GetDouble(), grade.GetProperty("task_passed").GetBoolean()));
    }
}
