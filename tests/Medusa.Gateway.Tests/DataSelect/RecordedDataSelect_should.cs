using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Medusa.Gateway.Tests;

/// <summary>
/// Replays the recorded traffic of the original DataSelectEnv server at <c>/envs/dataselect-v0</c>. The values of observation, reward, done, state, tasks, grader
/// and baseline must be equal: integers and truth values exactly, numbers to 1e-9, rewards and totals to the digits that the recording was rounded to. Expected
/// differences:
/// <list type="bullet">
/// <item>Envelopes are OpenEnv's: the reward stands bare, <c>info</c> is not part of an answer, errors have OpenEnv's codes and statuses, the frames of <c>/ws</c> are
/// <c>observation</c>, and a reset's reward is null where the original writes 0.</item>
/// <item>Episode ids: the original draws random ones.</item>
/// <item>A step after the end or before the first reset is refused either way, with another status.</item>
/// <item>Seeds out of range: the original fails with 500, or drops the socket; Medusa refuses them.</item>
/// <item>After the end the original's sockets show <c>step_count</c> and <c>done</c> as they were before it, its HTTP routes as they are; Medusa always shows the end.</item>
/// <item>A number that was sent as text: the original converts it; Medusa refuses it, so the number is sent.</item>
/// <item>The grader scores running episodes too, and by any task.</item>
/// <item>Descriptions of tasks are in our own words, and name the thresholds that the grader uses.</item>
/// <item>The routes <c>/</c>, <c>/schema</c>, <c>/metadata</c>, <c>/health</c> and the OpenAPI document: the original lacks them or describes its own.</item>
/// </list>
/// </summary>
public sealed class RecordedDataSelect_should
{
    private const string Prefix = "/envs/dataselect-v0";

    [Fact]
    public async Task Answer_the_recorded_requests_with_the_same_values()
    {
        await using var server = await GatewayServer.StartAsync();
        foreach (var line in Lines("http").SkipWhile(line => (string)line["name"]! != "reset_nobody").Where(line => (string)line["path"]! is "/reset" or "/step" or "/state"))
        {
            await ReplayAsync(server, line);
        }
    }

    [Theory]
    [InlineData("ws_easy")]
    [InlineData("ws_errors")]
    [InlineData("ws_badseed")]
    [InlineData("ws_negseed")]
    [InlineData("ws_badjson")]
    public async Task Answer_a_recorded_session_with_the_same_values(string session)
    {
        await using var server = await GatewayServer.StartAsync();
        using var socket = await server.ConnectAsync($"{Prefix}/ws");
        var isEnded = false;
        foreach (var line in Lines("ws").Where(line => (string)line["session"]! == session))
        {
            var reply = await socket.AskAsync((string)line["send"]!);
            var received = (string)line["recv"]!;
            var recorded = received.StartsWith('<') ? null : JsonNode.Parse(received)!;
            if ((string?)recorded?["type"] == "close")
            {
                Assert.Null(reply);
                return;
            }

            var answer = JsonNode.Parse(reply!)!;
            isEnded = recorded?["data"]?["observation"] is null ? isEnded : (bool)recorded["data"]!["done"]!;
            switch ((string?)recorded?["type"])
            {
                case "reset" or "step":
                    AssertStep(recorded!["data"]!, answer["data"]!, (string)recorded["type"]! == "reset");
                    break;
                case "state":
                    AssertState(recorded!["data"]!, answer["data"]!, isEnded ? ["step_count", "done"] : []);
                    break;
                default:
                    Assert.Equal("error", (string)answer["type"]!);
                    break;
            }
        }
    }

    [Fact]
    public async Task Grade_the_recorded_episode_with_the_recorded_score()
    {
        await using var server = await GatewayServer.StartAsync();
        foreach (var line in Lines("http").Where(line => (string)line["name"]! is "reset_hard" or "step_hard" && (int)line["status"]! == 200))
        {
            await ReplayAsync(server, line);
        }

        var id = (string)JsonNode.Parse((await server.SendAsync("GET", $"{Prefix}/state")).Body)!["episode_id"]!;
        var graded = await server.SendAsync("POST", $"{Prefix}/grader", $"{{\"episode_id\":\"{id}\",\"task_id\":\"hard\"}}");
        var recorded = Body("grader");
        var actual = JsonNode.Parse(graded.Body)!;
        foreach (var name in new[] { "score", "passed", "breakdown" })
        {
            AssertEqual(recorded[name], actual[name]);
        }

        Assert.Equal(404, (await server.SendAsync("POST", $"{Prefix}/grader", "{\"episode_id\":\"zzz\",\"task_id\":\"easy\"}")).Status);
        Assert.Equal(422, (await server.SendAsync("POST", $"{Prefix}/grader", "{}")).Status);
    }

    [Fact]
    public async Task Show_the_recorded_tasks_and_baseline()
    {
        await using var server = await GatewayServer.StartAsync();
        var tasks = JsonNode.Parse((await server.SendAsync("GET", $"{Prefix}/tasks")).Body)!["tasks"]!.AsArray();
        Assert.Equal(
            Body("tasks")["tasks"]!.AsArray().Select(task => ((string)task!["task_id"]!, (string)task["difficulty"]!)),
            tasks.Select(task => ((string)task!["task_id"]!, (string)task["difficulty"]!)));
        var recorded = Body("baseline");
        var baseline = JsonNode.Parse((await server.SendAsync("GET", $"{Prefix}/baseline")).Body)!;
        Assert.Equal((string)recorded["baseline_agent"]!, (string)baseline["baseline_agent"]!);
        foreach (var (task, expected) in recorded["results"]!.AsObject())
        {
            var actual = baseline["results"]![task]!;
            foreach (var name in new[] { "score", "passed", "breakdown" })
            {
                AssertEqual(expected![name], actual[name]);
            }

            Assert.Equal((double)expected!["total_reward"]!, (double)actual["total_reward"]!, 4);
            Assert.Equal((double)expected["final_performance"]!, (double)actual["final_performance"]!, 1e-9);
            Assert.Equal((int)recorded["seed"]!, (int)actual["seed"]!);
        }
    }

    private static async Task ReplayAsync(GatewayServer server, JsonNode line)
    {
        var name = (string)line["name"]!;
        var request = line["request"]!;
        if (name == "bs_str")
        {
            request["json"]!["action"]!["batch_size"] = 10;
        }

        var answer = await server.SendAsync((string)line["method"]!, Prefix + (string)line["path"]!, request["json"]?.ToJsonString() ?? (string?)request["content"]);
        if ((int)line["status"]! != 200)
        {
            Assert.InRange(answer.Status, 400, 499);
            return;
        }

        Assert.True(answer.Status == 200, $"{name}: {answer.Body}");
        var (recorded, actual) = (JsonNode.Parse((string)line["body"]!)!, JsonNode.Parse(answer.Body)!);
        if (name == "state")
        {
            AssertState(recorded, actual);
        }
        else
        {
            AssertStep(recorded, actual, isReset: (string)line["path"]! == "/reset");
        }
    }

    private static void AssertStep(JsonNode recorded, JsonNode actual, bool isReset)
    {
        AssertEqual(recorded["observation"], actual["observation"]);
        Assert.Equal(recorded["done"] is { } done && (bool)done, (bool)actual["done"]!);
        if (!isReset)
        {
            var reward = recorded["reward"] is JsonObject boxed ? (double)boxed["value"]! : (double)recorded["reward"]!;
            Assert.Equal(reward, Math.Round((double)actual["reward"]!, 6), 1e-9);
        }
    }

    private static void AssertState(JsonNode recorded, JsonNode actual, params string[] except)
    {
        foreach (var name in new[] { "task_id", "step_count", "done", "remaining_budget", "current_performance", "pool_size" }.Except(except))
        {
            AssertEqual(recorded[name], actual[name]);
        }
    }

    private static void AssertEqual(JsonNode? recorded, JsonNode? actual)
    {
        if (recorded is JsonObject fields)
        {
            foreach (var (name, value) in fields)
            {
                AssertEqual(value, actual![name]);
            }
        }
        else if (recorded is JsonValue number && number.GetValueKind() == System.Text.Json.JsonValueKind.Number && number.ToJsonString().Contains('.'))
        {
            Assert.Equal((double)recorded, (double)actual!, 1e-9);
        }
        else
        {
            Assert.Equal(recorded?.ToJsonString(), actual?.ToJsonString());
        }
    }

    private static JsonNode Body(string name) => JsonNode.Parse((string)Lines("http").Single(line => (string)line["name"]! == name)["body"]!)!;

    private static IEnumerable<JsonNode> Lines(string kind)
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Fixtures", "wire-dataselect.jsonl.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        var lines = new List<JsonNode>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(JsonNode.Parse(line)!);
        }

        return lines.Where(line => (string)line["kind"]! == kind);
    }
}
