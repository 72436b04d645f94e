using System.Net.WebSockets;
using System.Text.Json;

namespace Medusa.Gateway.Tests;

[Collection("gate")]
public sealed class NativeSocket_should
{
    private const string Create = "{\"id\":\"c\",\"op\":\"create\",\"environment\":\"gate\",\"episode_id\":\"one\"}";

    [Fact]
    public async Task Serve_every_operation()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/v1/ws");
        var created = await AskAsync(socket, "{\"id\":1,\"op\":\"create\",\"environment\":\"medusa\",\"seed\":0,\"count\":2}");
        Assert.Equal(1, created.GetProperty("id").GetInt32());
        var ids = created.GetProperty("episodes").EnumerateArray().Select(episode => episode.GetProperty("episode_id").GetString()!).ToArray();
        Assert.Equal(2, ids.Length);
        var stepped = await AskAsync(socket, $"{{\"id\":\"s\",\"op\":\"step\",\"episode_id\":\"{ids[0]}\",\"action\":{{\"action\":\"SYNC_CHECK\"}},\"step\":1}}");
        Assert.Equal("s", stepped.GetProperty("id").GetString());
        var alone = await server.SendAsync("POST", $"/v1/episodes/{ids[0]}/step", "{\"action\":{\"action\":\"SYNC_CHECK\"},\"step\":1}");
        Assert.Equal(alone.Body, stepped.GetProperty("result").GetRawText());
        var many = await AskAsync(socket, $"{{\"id\":2,\"op\":\"steps\",\"steps\":[{Batches_should.Step(ids[0], "SYNC_CHECK", 1)},{Batches_should.Step("nobody", "COMMIT", 1)},{{\"create\":{{\"environment\":\"medusa\"}}}}]}}");
        var results = many.GetProperty("results");
        Assert.True(results[0].GetProperty("replayed").GetBoolean());
        Assert.Equal("unknown_episode", results[1].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(0, results[2].GetProperty("step").GetInt32());
        var forked = await AskAsync(socket, $"{{\"id\":3,\"op\":\"fork\",\"episode_id\":\"{ids[0]}\",\"at\":0,\"count\":2}}");
        Assert.Equal(2, forked.GetProperty("episodes").GetArrayLength());
        var state = await AskAsync(socket, $"{{\"id\":4,\"op\":\"state\",\"episode_id\":\"{ids[0]}\",\"at\":0}}");
        Assert.Equal((await server.SendAsync("GET", $"/v1/episodes/{ids[0]}/state?at=0")).Body, state.GetProperty("result").GetRawText());
        var closed = await AskAsync(socket, $"{{\"id\":5,\"op\":\"close\",\"episode_id\":\"{ids[0]}\"}}");
        Assert.True(closed.GetProperty("result").GetProperty("closed").GetBoolean());
        Assert.Equal("closed", (await server.SendAsync("GET", $"/v1/episodes/{ids[0]}")).Json.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("{", "null", "invalid_json")]
    [InlineData("7", "null", "invalid_request")]
    [InlineData("{}", "null", "invalid_request")]
    [InlineData("{\"id\":null,\"op\":\"step\"}", "null", "invalid_request")]
    [InlineData("{\"id\":1.5,\"op\":\"step\"}", "null", "invalid_request")]
    [InlineData("{\"id\":1e3,\"op\":\"step\"}", "null", "invalid_request")]
    [InlineData("{\"id\":[],\"op\":\"step\"}", "null", "invalid_request")]
    [InlineData("{\"id\":-7}", "-7", "invalid_request")]
    [InlineData("{\"id\":\"\\u00e9\\\"\",\"op\":\"fly\"}", "\"\\u00e9\\\"\"", "invalid_request")]
    [InlineData("{\"id\":1,\"op\":5}", "1", "invalid_request")]
    [InlineData("{\"id\":1,\"op\":\"step\"}", "1", "invalid_request")]
    [InlineData("{\"id\":1,\"op\":\"step\",\"episode_id\":\"nobody\",\"action\":{\"action\":\"GO\"}}", "1", "unknown_episode")]
    [InlineData("{\"id\":1,\"op\":\"step\",\"episode_id\":\"a b\",\"action\":{\"action\":\"GO\"}}", "1", "unknown_episode")]
    [InlineData("{\"id\":1,\"op\":\"step\",\"episode_id\":\"one\",\"action\":{\"action\":\"FLY\"}}", "1", "invalid_action")]
    [InlineData("{\"id\":1,\"op\":\"step\",\"episode_id\":\"one\",\"action\":{\"action\":\"GO\"},\"x\":1}", "1", "invalid_request")]
    [InlineData("{\"id\":1,\"op\":\"step\",\"episode_id\":\"one\",\"action\":{\"action\":\"GO\"},\"step\":5}", "1", "step_conflict")]
    [InlineData("{\"id\":1,\"op\":\"steps\",\"steps\":[]}", "1", "invalid_request")]
    [InlineData("{\"id\":1,\"op\":\"create\"}", "1", "invalid_request")]
    [InlineData("{\"id\":1,\"op\":\"create\",\"environment\":\"none\"}", "1", "unknown_environment")]
    [InlineData("{\"id\":1,\"op\":\"create\",\"environment\":\"gate\",\"episode_id\":\"one\"}", "1", "episode_exists")]
    [InlineData("{\"id\":1,\"op\":\"fork\",\"episode_id\":\"nobody\"}", "1", "unknown_episode")]
    [InlineData("{\"id\":1,\"op\":\"fork\",\"episode_id\":\"one\",\"at\":9}", "1", "invalid_request")]
    [InlineData("{\"id\":1,\"op\":\"state\",\"episode_id\":\"nobody\"}", "1", "unknown_episode")]
    [InlineData("{\"id\":1,\"op\":\"close\",\"episode_id\":\"nobody\"}", "1", "unknown_episode")]
    [InlineData("{\"id\":1,\"op\":\"close\"}", "1", "invalid_request")]
    public async Task Answer_a_bad_frame_and_stay_open(string frame, string id, string code)
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/v1/ws");
        await AskAsync(socket, Create);
        var reply = await AskAsync(socket, frame);
        Assert.Equal(id, reply.GetProperty("id").GetRawText());
        Assert.Equal(code, reply.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(1, (await AskAsync(socket, Step(2, "GO"))).GetProperty("result").GetProperty("step").GetInt32());
    }

    [Fact]
    public async Task Keep_the_order_of_an_episode_s_steps_however_many_are_sent_ahead()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/v1/ws");
        var sending = Task.Run(async () =>
        {
            await socket.SendAsync(Create);
            for (var step = 1; step <= 300; step++)
            {
                await socket.SendAsync(Step(step, "GO"));
            }

            await socket.SendAsync($"{{\"id\":\"many\",\"op\":\"steps\",\"steps\":[{string.Join(',', Enumerable.Repeat("{\"episode_id\":\"one\",\"action\":{\"action\":\"GO\"}}", 100))}]}}");
            await socket.SendAsync(Step(401, "GO"));
        });
        for (var reply = 0; reply < 303; reply++)
        {
            var answer = JsonDocument.Parse((await socket.ReceiveAsync())!).RootElement;
            if (answer.TryGetProperty("results", out var results))
            {
                Assert.Equal(Enumerable.Range(301, 100), results.EnumerateArray().Select(result => result.GetProperty("step").GetInt32()));
            }
            else if (answer.TryGetProperty("result", out var result))
            {
                Assert.Equal(answer.GetProperty("id").GetInt32(), result.GetProperty("step").GetInt32());
            }
            else
            {
                Assert.Equal("c", answer.GetProperty("id").GetString());
            }
        }

        await sending;
    }

    [Fact]
    public async Task Answer_a_duplicate_in_flight_with_the_same()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/v1/ws");
        await AskAsync(socket, Create);
        await WhileHeldAsync(async () =>
        {
            await SendHeldAsync(socket, "{\"id\":1,\"op\":\"step\",\"episode_id\":\"one\",\"action\":{\"action\":\"WAIT\"},\"step\":1,\"request_id\":\"r\"}");
            await socket.SendAsync("{\"id\":2,\"op\":\"step\",\"episode_id\":\"one\",\"action\":{\"action\":\"WAIT\"},\"step\":1}");
            await socket.SendAsync("{\"id\":3,\"op\":\"step\",\"episode_id\":\"one\",\"action\":{\"action\":\"WAIT\"},\"request_id\":\"r\"}");
        });
        var replies = await ReceiveAsync(socket, 3);
        var first = replies[1].GetProperty("result").GetRawText();
        Assert.Equal(1, replies[1].GetProperty("result").GetProperty("step").GetInt32());
        Assert.Equal(first[..^1] + ",\"replayed\":true}", replies[2].GetProperty("result").GetRawText());
        Assert.Equal(first[..^1] + ",\"replayed\":true}", replies[3].GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task Let_replies_of_other_episodes_overtake_a_slow_one()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/v1/ws");
        await AskAsync(socket, Create);
        await AskAsync(socket, Create.Replace("one", "two"));
        await WhileHeldAsync(async () =>
        {
            await SendHeldAsync(socket, Step(1, "WAIT"));
            Assert.Equal(2, (await AskAsync(socket, Step(2, "GO").Replace("one", "two"))).GetProperty("id").GetInt32());
        });
        Assert.Equal(1, JsonDocument.Parse((await socket.ReceiveAsync())!).RootElement.GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Read_no_more_than_may_be_in_flight()
    {
        await using var server = await GatewayServer.StartAsync(("MaxSocketRequests", "2"));
        using var socket = await server.ConnectAsync("/v1/ws");
        foreach (var id in new[] { "one", "two", "three" })
        {
            await AskAsync(socket, Create.Replace("one", id));
        }

        await WhileHeldAsync(async () =>
        {
            await SendHeldAsync(socket, Step(1, "WAIT"));
            await socket.SendAsync(Step(2, "GO"));
            await socket.SendAsync(Step(3, "GO").Replace("one", "two"));
            Assert.Equal(1, (await server.SendAsync("GET", "/v1/episodes/two")).Json.GetProperty("next_step").GetInt32());
        });
        var replies = await ReceiveAsync(socket, 3);
        Assert.All(replies.Values, reply => Assert.True(reply.TryGetProperty("result", out _)));
        await socket.SendAsync($"{{\"id\":4,\"op\":\"steps\",\"steps\":[{string.Join(',', Enumerable.Repeat(Batches_should.Step("nobody", "GO", 1), 50))}]}}");
        Assert.Contains(4, (await ReceiveAsync(socket, 1)).Keys);
    }

    [Fact]
    public async Task Say_that_an_outcome_is_unknown_after_the_client_s_own_time()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/v1/ws");
        await AskAsync(socket, Create);
        await WhileHeldAsync(async () =>
        {
            var reply = await AskAsync(socket, Step(1, "WAIT").Replace("\"action\":{", "\"request_id\":\"r\",\"timeout_ms\":100,\"action\":{"));
            Assert.Equal("outcome_unknown", reply.GetProperty("error").GetProperty("code").GetString());
        });
        var again = await AskAsync(socket, Step(2, "WAIT").Replace("\"action\":{", "\"request_id\":\"r\",\"action\":{"));
        Assert.True(again.GetProperty("result").GetProperty("replayed").GetBoolean());
    }

    [Fact]
    public async Task Answer_what_it_has_read_before_the_server_stops()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/v1/ws");
        await AskAsync(socket, Create);
        Task stopped = Task.CompletedTask;
        await WhileHeldAsync(async () =>
        {
            await SendHeldAsync(socket, Step(1, "WAIT"));
            stopped = server.StopAsync();
        });
        Assert.Contains("\"result\"", await socket.ReceiveAsync());
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal((WebSocketCloseStatus)1012, socket.Socket.CloseStatus);
        await socket.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestTime.Limit());
        await stopped.WaitAsync(TestTime.Long);
    }

    [Fact]
    public async Task Close_for_size_and_for_binary_frames()
    {
        await using var server = await GatewayServer.StartAsync(("MaxMessageBytes", "2000"));
        using var large = await server.ConnectAsync("/v1/ws");
        await large.SendAsync(new string(' ', 2001));
        Assert.Null(await large.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, large.Socket.CloseStatus);
        using var binary = await server.ConnectAsync("/v1/ws");
        await binary.Socket.SendAsync(new byte[] { 1 }, WebSocketMessageType.Binary, true, TestTime.Limit());
        Assert.Null(await binary.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, binary.Socket.CloseStatus);
    }

    [Fact]
    public async Task Answer_everything_before_it_closes_with_its_client()
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync("/v1/ws");
        await AskAsync(socket, Create);
        await WhileHeldAsync(async () =>
        {
            await SendHeldAsync(socket, Step(1, "WAIT"));
            await socket.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestTime.Limit());
        });
        Assert.Contains("\"result\"", await socket.ReceiveAsync());
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.Socket.CloseStatus);
    }

    [Fact]
    public async Task Take_one_of_the_places_for_sessions()
    {
        await using var server = await GatewayServer.StartAsync(("MaxSessions", "1"), ("CapacityWait", "00:00:00"));
        var first = await server.ConnectAsync("/v1/ws");
        await Assert.ThrowsAsync<WebSocketException>(() => server.ConnectAsync("/v1/ws"));
        await first.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestTime.Limit());
        var limit = TestTime.Limit();
        while (true)
        {
            limit.ThrowIfCancellationRequested();
            try
            {
                using var second = await server.ConnectAsync("/v1/ws");
                Assert.Equal("invalid_json", (await AskAsync(second, "{")).GetProperty("error").GetProperty("code").GetString());
                break;
            }
            catch (WebSocketException)
            {
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task Hide_another_key_s_episode()
    {
        await using var server = await GatewayServer.StartAsync(ApiKeys_should.Keys);
        await server.SendAsync("POST", "/v1/episodes", "{\"environment\":\"gate\",\"episode_id\":\"one\"}", "Bearer wonder");
        await Assert.ThrowsAsync<WebSocketException>(() => server.ConnectAsync("/v1/ws"));
        using var socket = await server.ConnectAsync("/v1/ws", "Bearer builder");
        foreach (var fields in new[] { "step\",\"action\":{\"action\":\"GO\"}", "fork\"", "state\"", "close\"" })
        {
            var reply = await AskAsync(socket, $"{{\"id\":1,\"episode_id\":\"one\",\"op\":\"{fields}}}");
            Assert.Equal("unknown_episode", reply.GetProperty("error").GetProperty("code").GetString());
        }

        var many = await AskAsync(socket, $"{{\"id\":1,\"op\":\"steps\",\"steps\":[{Batches_should.Step("one", "GO", 1)}]}}");
        Assert.Equal("unknown_episode", many.GetProperty("results")[0].GetProperty("error").GetProperty("code").GetString());
    }

    private static string Step(int id, string action) => $"{{\"id\":{id},\"op\":\"step\",\"episode_id\":\"one\",\"action\":{{\"action\":\"{action}\"}}}}";

    private static async Task<JsonElement> AskAsync(TestSocket socket, string frame) => JsonDocument.Parse((await socket.AskAsync(frame))!).RootElement;

    private static async Task<Dictionary<int, JsonElement>> ReceiveAsync(TestSocket socket, int count)
    {
        var replies = new Dictionary<int, JsonElement>();
        while (replies.Count < count)
        {
            var reply = JsonDocument.Parse((await socket.ReceiveAsync())!).RootElement;
            replies.Add(reply.GetProperty("id").GetInt32(), reply);
        }

        return replies;
    }

    private static async Task SendHeldAsync(TestSocket socket, string frame)
    {
        var before = Volatile.Read(ref TestEnvironments.Waiting);
        await socket.SendAsync(frame);
        await TestTime.Until(() => Volatile.Read(ref TestEnvironments.Waiting) > before);
    }

    private static async Task WhileHeldAsync(Func<Task> act)
    {
        TestEnvironments.Gate.Reset();
        try
        {
            await act();
        }
        finally
        {
            TestEnvironments.Gate.Set();
        }
    }
}
