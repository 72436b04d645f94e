using System.Text.Json;

namespace Medusa.Gateway.Tests;

[Collection("gate")]
public sealed class Batches_should
{
    [Fact]
    public async Task Answer_each_step_in_order()
    {
        await using var server = await GatewayServer.StartAsync();
        var ids = await GroupAsync(server, 300);
        var results = await StepAsync(server, ids.Select(id => Step(id, "SYNC_CHECK", 1)));
        Assert.Equal(ids, results.Select(result => result.GetProperty("episode_id").GetString()));
        Assert.All(results, result => Assert.Equal(1, result.GetProperty("step").GetInt32()));
        var alone = await server.SendAsync("POST", $"/v1/episodes/{ids[7]}/step", "{\"action\":{\"action\":\"SYNC_CHECK\"},\"step\":1}");
        Assert.Equal(alone.Body, results[7].GetRawText());
    }

    [Fact]
    public async Task Let_each_element_stand_or_fall_alone()
    {
        await using var server = await GatewayServer.StartAsync();
        var ids = await GroupAsync(server, 2);
        (string Element, string? Episode, string Code)[] wrong =
        [
            ("7", null, "invalid_request"),
            ("{}", null, "invalid_request"),
            ("{\"episode_id\":7,\"action\":{}}", null, "invalid_request"),
            ($"{{\"episode_id\":\"{ids[0]}\"}}", ids[0], "invalid_request"),
            ($"{{\"episode_id\":\"{ids[0]}\",\"action\":\"COMMIT\"}}", ids[0], "invalid_request"),
            ($"{{\"episode_id\":\"{ids[0]}\",\"action\":{{\"action\":\"COMMIT\"}},\"step\":0}}", ids[0], "invalid_request"),
            ($"{{\"episode_id\":\"{ids[0]}\",\"action\":{{\"action\":\"COMMIT\"}},\"x\":0}}", ids[0], "invalid_request"),
            ($"{{\"episode_id\":\"{ids[0]}\",\"action\":{{\"action\":\"COMMIT\"}},\"request_id\":\"\"}}", ids[0], "invalid_request"),
            (Step(ids[0], "FLY", 1), ids[0], "invalid_action"),
            (Step(ids[0], "COMMIT", 9), ids[0], "step_conflict"),
            (Step("nobody", "COMMIT", 1), "nobody", "unknown_episode"),
            (Step("a b", "COMMIT", 1), "a b", "unknown_episode"),
            ("{\"create\":7}", null, "invalid_request"),
            ("{\"create\":{}}", null, "invalid_request"),
            ("{\"create\":{\"environment\":\"none\"}}", null, "unknown_environment"),
            ("{\"create\":{\"environment\":\"medusa\",\"count\":2}}", null, "invalid_request"),
            ("{\"create\":{\"environment\":\"medusa\",\"seeds\":[1,2]}}", null, "invalid_request"),
            ("{\"create\":{\"environment\":\"medusa\",\"episode_id\":\"n\",\"seed\":-1}}", "n", "invalid_request"),
            ("{\"create\":{\"environment\":\"medusa\"},\"x\":1}", null, "invalid_request"),
        ];
        var results = await StepAsync(server, wrong.Select(one => one.Element).Prepend(Step(ids[0], "SYNC_CHECK", 1)).Append(Step(ids[1], "SYNC_CHECK", 1)));
        Assert.Equal(1, results[0].GetProperty("step").GetInt32());
        Assert.Equal(1, results[^1].GetProperty("step").GetInt32());
        foreach (var ((element, episode, code), result) in wrong.Zip(results.Skip(1)))
        {
            Assert.Equal((element, episode, code), (element, result.GetProperty("episode_id").GetString(), result.GetProperty("error").GetProperty("code").GetString()));
            Assert.NotEmpty(result.GetProperty("error").GetProperty("detail").GetString()!);
        }

        Assert.Equal(2, (await server.SendAsync("GET", "/v1/episodes")).Json.GetProperty("episodes").GetArrayLength());
    }

    [Fact]
    public async Task Take_steps_of_one_episode_in_order_however_many()
    {
        await using var server = await GatewayServer.StartAsync();
        await server.SendAsync("POST", "/v1/episodes", "{\"environment\":\"gate\",\"episode_id\":\"one\"}");
        var results = await StepAsync(server, Enumerable.Repeat("{\"episode_id\":\"one\",\"action\":{\"action\":\"GO\"}}", 500));
        Assert.Equal(Enumerable.Range(1, 500), results.Select(result => result.GetProperty("step").GetInt32()));
    }

    [Fact]
    public async Task Start_episodes_and_step_them_in_the_order_of_the_list()
    {
        await using var server = await GatewayServer.StartAsync();
        const string Create = "{\"create\":{\"environment\":\"medusa\",\"seed\":3,\"episode_id\":\"new\"}}";
        var results = await StepAsync(server, [Step("new", "SYNC_CHECK", 1), Create, Step("new", "SYNC_CHECK", 1), Create, "{\"create\":{\"environment\":\"medusa\",\"seed\":3}}", Step("new", "SYNC_CHECK", 2)]);
        Assert.Equal("unknown_episode", results[0].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("episode_exists", results[3].GetProperty("error").GetProperty("code").GetString());
        Assert.Equal([0, 1, 0, 2], new[] { 1, 2, 4, 5 }.Select(index => results[index].GetProperty("step").GetInt32()));
    }

    [Fact]
    public async Task Take_a_step_once_and_mark_the_recorded_answer()
    {
        await using var server = await GatewayServer.StartAsync();
        var ids = await GroupAsync(server, 2);
        string[] elements = [Step(ids[0], "SYNC_CHECK", 1), "{\"create\":{\"environment\":\"medusa\",\"seed\":1,\"request_id\":\"c\"}}", $"{{\"episode_id\":\"{ids[1]}\",\"action\":{{\"action\":\"SYNC_CHECK\"}},\"request_id\":\"r\"}}"];
        var first = await StepAsync(server, elements);
        var again = await StepAsync(server, elements.Append(elements[0]).Append(elements[2]));
        Assert.All(first, result => Assert.False(result.TryGetProperty("replayed", out _)));
        Assert.Equal(first.Append(first[0]).Append(first[2]).Select(result => result.GetRawText()[..^1] + ",\"replayed\":true}"), again.Select(result => result.GetRawText()));
    }

    [Fact]
    public async Task Say_what_is_unknown_when_the_time_is_over()
    {
        await using var server = await GatewayServer.StartAsync(("StepDeadline", "00:00:00.2"));
        foreach (var id in new[] { "quick", "slow", "other" })
        {
            await server.SendAsync("POST", "/v1/episodes", $"{{\"environment\":\"gate\",\"episode_id\":\"{id}\"}}");
        }

        string[] elements = [Step("quick", "GO", 1), Step("slow", "WAIT", 1), .. Enumerable.Range(1, 40).Select(step => Step("other", "GO", step))];
        TestEnvironments.Gate.Reset();
        try
        {
            var results = await StepAsync(server, elements);
            Assert.Equal(1, results[0].GetProperty("step").GetInt32());
            Assert.Equal("outcome_unknown", results[1].GetProperty("error").GetProperty("code").GetString());
            Assert.Equal("overloaded", results[^1].GetProperty("error").GetProperty("code").GetString());
        }
        finally
        {
            TestEnvironments.Gate.Set();
        }

        var resolved = await StepAsync(server, elements);
        Assert.All(resolved, result => Assert.True(result.TryGetProperty("step", out _), result.GetRawText()));
        Assert.True(resolved[1].GetProperty("replayed").GetBoolean());
    }

    [Theory]
    [InlineData("{}", 422, "invalid_request")]
    [InlineData("", 422, "invalid_request")]
    [InlineData("{\"steps\":{}}", 422, "invalid_request")]
    [InlineData("{\"steps\":[]}", 422, "invalid_request")]
    [InlineData("{\"steps\":[{}],\"other\":1}", 422, "invalid_request")]
    [InlineData("[]", 422, "invalid_request")]
    [InlineData("{\"steps\":[", 400, "invalid_json")]
    public async Task Be_refused_whole_where_there_is_no_list(string body, int status, string code)
    {
        await using var server = await GatewayServer.StartAsync();
        var answer = await server.SendAsync("POST", "/v1/steps", body);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Hold_no_more_than_4096_elements()
    {
        await using var server = await GatewayServer.StartAsync();
        Assert.Equal(4096, (await StepAsync(server, Enumerable.Repeat(Step("nobody", "COMMIT", 1), 4096))).Count);
        var answer = await server.SendAsync("POST", "/v1/steps", $"{{\"steps\":[{string.Join(',', Enumerable.Repeat("{}", 4097))}]}}");
        Assert.Equal("invalid_request", answer.Code);
    }

    internal static string Step(string id, string action, int step) => $"{{\"episode_id\":\"{id}\",\"action\":{{\"action\":\"{action}\"}},\"step\":{step}}}";

    internal static async Task<string[]> GroupAsync(GatewayServer server, int count)
    {
        var created = await server.SendAsync("POST", "/v1/episodes", $"{{\"environment\":\"medusa\",\"seed\":0,\"count\":{count}}}");
        return [.. created.Json.GetProperty("episodes").EnumerateArray().Select(episode => episode.GetProperty("episode_id").GetString()!)];
    }

    private static async Task<List<JsonElement>> StepAsync(GatewayServer server, IEnumerable<string> elements)
    {
        var answer = await server.SendAsync("POST", "/v1/steps", $"{{\"steps\":[{string.Join(',', elements)}]}}");
        Assert.Equal(200, answer.Status);
        return [.. answer.Json.GetProperty("results").EnumerateArray()];
    }
}
