using System.Text.Json;

namespace Medusa.Gateway.Tests;

/// <summary>Groups, copies and exactly-once creation by the arguments of OpenEnv's reset, over sockets and HTTP.</summary>
public sealed class ResetArguments_should
{
    private const string Check = "{\"type\":\"step\",\"data\":{\"action\":\"SYNC_CHECK\"}}";
    private const string Commit = "{\"type\":\"step\",\"data\":{\"action\":\"COMMIT\"}}";

    [Fact]
    public async Task Start_members_of_a_group_that_share_a_scenario()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/medusa/ws");
        var first = await socket.AskDataAsync(Reset("\"group\":\"row-7\""));
        using var other = await server.ConnectAsync("/envs/medusa/ws");
        var second = await other.AskDataAsync(Reset("\"medusa_group\":\"row-7\",\"group\":\"none\""));

        Assert.Equal(["row-7~1", "row-7~2"], [IdOf(first), IdOf(second)]);
        Assert.Equal(Meta(first, "seed").GetInt64(), Meta(second, "seed").GetInt64());
        Assert.Equal(Meta(first, "state_digest").GetString(), Meta(second, "state_digest").GetString());
        var http = (await server.SendAsync("POST", "/envs/medusa/reset", "{\"group\":\"row-7\"}")).Json;
        Assert.Equal("row-7~3", http.GetProperty("episode_id").GetString());
        var listed = (await server.SendAsync("GET", "/v1/episodes?group=row-7")).Json.GetProperty("episodes");
        Assert.Equal(3, listed.GetArrayLength());
    }

    [Fact]
    public async Task Step_the_member_that_the_reset_started()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/medusa/ws");
        await socket.AskDataAsync(Reset("\"group\":\"g\""));
        var step = await socket.AskDataAsync(Check);
        Assert.Equal(("g~1", 1), (IdOf(step), Meta(step, "step").GetInt32()));
        await socket.AskDataAsync(Reset("\"group\":\"g\""));
        Assert.Equal("closed", await StatusAsync(server, "g~1"));
        Assert.Equal("g~2", IdOf(await socket.AskDataAsync(Check)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copy_an_episode_after_one_of_its_steps(bool overHttp)
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/medusa/ws");
        var parent = IdOf(await socket.AskDataAsync(Reset("\"seed\":3")));
        var first = await socket.AskDataAsync(Check);
        await socket.AskDataAsync(Commit);

        var arguments = $"\"fork_from\":\"{parent}\",\"at_step\":1";
        using var other = await server.ConnectAsync("/envs/medusa/ws");
        var fork = overHttp
            ? (await server.SendAsync("POST", "/envs/medusa/reset", $"{{{arguments}}}")).Json
            : await other.AskDataAsync(Reset(arguments));

        Assert.Equal($"{parent}~1", IdOf(fork));
        Assert.Equal(first.GetProperty("observation").GetRawText(), fork.GetProperty("observation").GetRawText());
        Assert.Equal(Meta(first, "state_digest").GetString(), Meta(fork, "state_digest").GetString());
        var next = overHttp
            ? (await server.SendAsync("POST", "/envs/medusa/step", "{\"action\":{\"action\":\"SYNC_CHECK\"}}")).Json
            : await other.AskDataAsync(Check);
        Assert.Equal(2, Meta(next, "step").GetInt32());
        Assert.Equal($"{parent}~1", IdOf(next));
        Assert.Equal("done", await StatusAsync(server, parent));
    }

    [Fact]
    public async Task Copy_an_episode_that_another_route_started()
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", "{\"environment\":\"medusa\",\"episode_id\":\"mine\",\"seed\":4}");
        await server.SendAsync("POST", "/v1/episodes/mine/step", "{\"action\":{\"action\":\"SYNC_CHECK\"}}");
        using var socket = await server.ConnectAsync("/envs/medusa/ws");
        var fork = await socket.AskDataAsync(Reset("\"fork_from\":\"mine\""));
        Assert.Equal(("mine~1", 1), (IdOf(fork), Meta(fork, "step").GetInt32()));
        Assert.Equal("running", await StatusAsync(server, "mine"));
    }

    [Fact]
    public async Task Refuse_a_copy_of_another_environment_or_step()
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", "{\"environment\":\"medusa-v0\",\"episode_id\":\"other\"}");
        await server.SendAsync("POST", "/v1/episodes", "{\"environment\":\"medusa\",\"episode_id\":\"same\"}");
        var wrong = await server.SendAsync("POST", "/envs/medusa/reset", "{\"fork_from\":\"other\"}");
        Assert.Equal((422, "[\"body\",\"fork_from\"]"), (wrong.Status, LocationOf(wrong)));
        wrong = await server.SendAsync("POST", "/envs/medusa/reset", "{\"fork_from\":\"same\",\"at_step\":9}");
        Assert.Equal((422, "[\"body\",\"at_step\"]"), (wrong.Status, LocationOf(wrong)));
        Assert.Equal(404, (await server.SendAsync("POST", "/envs/medusa/reset", "{\"fork_from\":\"nobody\"}")).Status);
        Assert.Equal(2, (await server.SendAsync("GET", "/v1/episodes")).Json.GetProperty("episodes").GetArrayLength());
    }

    [Fact]
    public async Task Answer_a_repeated_reset_with_the_recorded_bytes_and_go_on_with_its_episode()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/envs/medusa/ws");
        var reset = Reset("\"request_id\":\"r1\",\"prompt\":\"x\"");
        var recorded = await socket.AskAsync(reset);
        await socket.AskAsync(Check);
        using var other = await server.ConnectAsync("/envs/medusa/ws");
        Assert.Equal(recorded, await other.AskAsync(reset));
        Assert.Equal(2, Meta(await other.AskDataAsync(Check), "step").GetInt32());

        Assert.Equal(recorded, await socket.AskAsync(reset));
        Assert.Equal(3, Meta(await socket.AskDataAsync(Check), "step").GetInt32());
        Assert.Equal("request_conflict", (await other.AskDataAsync(Reset("\"request_id\":\"r1\",\"seed\":1"))).GetProperty("problem").GetString());
        Assert.Equal(1, (await server.SendAsync("GET", "/v1/episodes")).Json.GetProperty("episodes").GetArrayLength());
    }

    [Theory]
    [InlineData("\"seed\":1,\"request_id\":\"r\"")]
    [InlineData("\"group\":\"g\",\"request_id\":\"r\"")]
    [InlineData("\"fork_from\":\"mine\",\"request_id\":\"r\"")]
    public async Task Answer_a_repeated_reset_over_HTTP_with_the_recorded_bytes(string arguments)
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", "{\"environment\":\"medusa\",\"episode_id\":\"mine\"}");
        var recorded = await server.SendAsync("POST", "/envs/medusa/reset", $"{{{arguments}}}");
        await server.SendAsync("POST", "/envs/medusa/step", "{\"action\":{\"action\":\"SYNC_CHECK\"}}");
        var repeated = await server.SendAsync("POST", "/envs/medusa/reset", $"{{{arguments}}}");
        Assert.Equal((200, recorded.Body, "true"), (repeated.Status, repeated.Body, repeated.Headers["Medusa-Replayed"]));
        var step = await server.SendAsync("POST", "/envs/medusa/step", "{\"action\":{\"action\":\"SYNC_CHECK\"}}");
        Assert.Equal(2, Meta(step.Json, "step").GetInt32());
        Assert.Equal(2, (await server.SendAsync("GET", "/v1/episodes")).Json.GetProperty("episodes").GetArrayLength());
    }

    [Fact]
    public async Task Let_an_episode_expire_after_its_deadline()
    {
        await using var server = await GatewayServer.StartAsync(("IdleTimeout", "00:00:01"));
        using var socket = await server.ConnectAsync("/envs/medusa/ws");
        var idle = IdOf(await socket.AskDataAsync(Reset("\"deadline_s\":0.05,\"durability\":\"volatile\"")));
        var limit = TestTime.Limit();
        while (await StatusAsync(server, idle) != "expired")
        {
            limit.ThrowIfCancellationRequested();
        }

        Assert.Equal("episode_expired", (await socket.AskDataAsync(Check)).GetProperty("problem").GetString());
    }

    [Fact]
    public async Task Take_a_step_once_for_each_request_id()
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/envs/medusa/reset", "{\"seed\":1}");
        const string Body = "{\"action\":{\"action\":\"SYNC_CHECK\"},\"request_id\":\"s1\"}";
        var step = await server.SendAsync("POST", "/envs/medusa/step", Body);
        var again = await server.SendAsync("POST", "/envs/medusa/step", Body);
        Assert.Equal((step.Body, "true"), (again.Body, again.Headers["Medusa-Replayed"]));

        using var socket = await server.ConnectAsync("/envs/medusa/ws");
        await socket.AskAsync(Reset("\"seed\":1"));
        const string Frame = "{\"type\":\"step\",\"data\":{\"action\":\"SYNC_CHECK\",\"metadata\":{\"request_id\":\"s1\"}}}";
        Assert.Equal(await socket.AskAsync(Frame), await socket.AskAsync(Frame));
        Assert.Equal(2, Meta(await socket.AskDataAsync(Check), "step").GetInt32());
    }

    [Theory]
    [InlineData("group", "{\"group\":5}")]
    [InlineData("at_step", "{\"at_step\":5}")]
    [InlineData("durability", "{\"durability\":\"durable\"}")]
    [InlineData("deadline_s", "{\"deadline_s\":-1}")]
    [InlineData("request_id", "{\"request_id\":\"\"}")]
    public async Task Say_which_argument_is_wrong(string name, string body)
    {
        await using var server = await GatewayServer.StartAsync();
        var refusal = await server.SendAsync("POST", "/envs/medusa/reset", body);
        Assert.Equal((422, $"[\"body\",\"{name}\"]"), (refusal.Status, LocationOf(refusal)));
    }

    private static string LocationOf(TestAnswer answer) => answer.Json.GetProperty("detail")[0].GetProperty("loc").GetRawText();

    private static async Task<string?> StatusAsync(GatewayServer server, string id) =>
        (await server.SendAsync("GET", $"/v1/episodes/{id}")).Json.GetProperty("status").GetString();

    private static string IdOf(JsonElement data) => Meta(data, "episode_id").GetString()!;

    private static JsonElement Meta(JsonElement data, string name) => data.GetProperty("metadata").GetProperty(name);

    private static string Reset(string fields) => $"{{\"type\":\"reset\",\"data\":{{{fields}}}}}";
}
