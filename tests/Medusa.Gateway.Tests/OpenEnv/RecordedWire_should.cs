using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Medusa.Gateway.Tests;

/// <summary>
/// Replays the recorded traffic of the original MEDUSA server at <c>/envs/medusa-v0</c>. Frames must be equal but for these expected differences:
/// <list type="bullet">
/// <item><c>run_id</c> where the client named no episode: the original draws a random one.</item>
/// <item><c>episode_id</c> and <c>step_count</c> of the state: the original leaves OpenEnv's own fields unset; Medusa fills them.</item>
/// <item>The scenario of a reset without a seed: the original leaves numpy unseeded and names it "None"; Medusa draws a seed and names the scenario by it, so kind and data differ.</item>
/// <item>MCP: the original has none; Medusa offers the actions as tools.</item>
/// <item><c>/metadata</c>: the original fails with 500.</item>
/// <item>Fields beside OpenEnv's: <c>metadata</c> of <c>data</c>, <c>episode_id</c> of HTTP answers, all state fields over HTTP where the original shows two.</item>
/// <item>Descriptions in schemas are in our own words.</item>
/// <item>The OpenAPI document and the page at <c>/docs</c>: ours describe our routes.</item>
/// <item>The page at <c>/web</c>, which the original served only where it was asked to: it is off here.</item>
/// <item>A refused connection is closed a moment after the error instead of at once.</item>
/// </list>
/// </summary>
public sealed class RecordedWire_should
{
    public static TheoryData<string> Sessions() => [.. Lines().Where(line => (string)line["kind"]! == "ws").Select(line => (string)line["session"]!).Distinct().Where(name => name != "second_connection")];

    public static TheoryData<string> Exchanges() => [.. Lines().Where(line => (string)line["kind"]! == "http").Select(line => (string)line["name"]!)];

    [Theory]
    [MemberData(nameof(Sessions))]
    public async Task Replay_a_session_with_the_same_frames(string session)
    {
        await using var server = await GatewayServer.StartAsync();
        var socket = await server.ConnectAsync();
        var isSeeded = true;
        foreach (var line in Lines().Where(line => (string?)line["session"] == session))
        {
            var sent = (string)line["send"]!;
            var received = (string)line["recv"]!;
            if (socket.Socket.State != System.Net.WebSockets.WebSocketState.Open)
            {
                socket = await server.ConnectAsync();
            }

            if (sent.Contains("\"reset\""))
            {
                isSeeded = sent.Contains("seed");
            }
            var reply = await socket.AskAsync(sent);
            if (received.StartsWith("<closed code=1000", StringComparison.Ordinal))
            {
                Assert.Null(reply);
                Assert.Equal(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, socket.Socket.CloseStatus);
                continue;
            }

            Assert.Equal(Expected(sent, received, isSeeded), Actual(sent, received, reply!, isSeeded));
        }
    }

    [Fact]
    public async Task Refuse_a_second_connection_with_the_recorded_frame()
    {
        await using var server = await GatewayServer.StartAsync(("MaxSessions", "1"), ("CapacityWait", "00:00:00.05"), ("RefusalLinger", "00:00:00.05"));
        using var first = await server.ConnectAsync();
        await first.AskAsync("{\"type\":\"state\"}");
        using var second = await server.ConnectAsync();
        var recorded = Lines().First(line => (string?)line["session"] == "second_connection");
        Assert.Equal((string)recorded["recv"]!, await second.ReceiveAsync());
        Assert.Null(await second.ReceiveAsync());
        Assert.Equal(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, second.Socket.CloseStatus);
    }

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task Answer_an_exchange_as_recorded(string name)
    {
        // Each on a server of its own: the original makes a fresh environment for every HTTP request, Medusa keeps the caller's episode.
        await using var server = await GatewayServer.StartAsync(("Web:Enabled", "false"));
        var line = Lines().Single(line => (string?)line["name"] == name);
        var request = line["request"]!;
        var path = (string)line["path"]!;
        var body = request["json"] is { } json ? json.ToJsonString() : (string?)request["content"];
        var answer = await server.SendAsync((string)line["method"]!, $"/envs/medusa-v0{path}", body);
        switch (name)
        {
            case "metadata":
                Assert.Equal(200, answer.Status);
                return;
            case "mcp":
                Assert.Equal(200, answer.Status);
                Assert.True(answer.Json.GetProperty("result").GetProperty("tools").GetArrayLength() >= 11);
                return;
            case "docs" or "openapi":
                Assert.Equal(200, answer.Status);
                return;
            case "root":
                // The recording's root is the server's; below /envs/<name> the same route is asked for without the trailing slash.
                answer = await server.SendAsync("GET", "/");
                break;
        }

        Assert.Equal((int)line["status"]!, answer.Status);
        Assert.Equal(((string)line["content_type"]!).Split(';')[0], answer.ContentType);
        var expected = JsonNode.Parse((string)line["body"]!)!;
        var actual = JsonNode.Parse(answer.Body)!;
        foreach (var extra in actual is JsonObject ? actual.AsObject().Select(field => field.Key).Where(key => !expected.AsObject().ContainsKey(key)).ToArray() : [])
        {
            actual.AsObject().Remove(extra);
        }

        if (name == "schema")
        {
            RemoveDescriptions(expected);
            RemoveDescriptions(actual);
        }

        if (name == "reset_nobody")
        {
            MaskObservation(expected);
            MaskObservation(actual);
        }

        Assert.Equal(expected.ToJsonString(), actual.ToJsonString());
    }

    private static string Expected(string sent, string received, bool isSeeded) => Masked(JsonNode.Parse(received)!, sent, isSeeded);

    private static string Actual(string sent, string received, string reply, bool isSeeded)
    {
        var node = JsonNode.Parse(reply)!;
        if (JsonNode.Parse(received)!["data"]?["metadata"] is null)
        {
            (node["data"] as JsonObject)?.Remove("metadata");
        }

        return Masked(node, sent, isSeeded);
    }

    private static string Masked(JsonNode frame, string sent, bool isSeeded)
    {
        switch ((string?)frame["type"])
        {
            case "state":
                frame["data"]!["episode_id"] = null;
                frame["data"]!["step_count"] = 0;
                if ((string?)frame["data"]!["run_id"] is { } run && run != "ep-1")
                {
                    frame["data"]!["run_id"] = "random";
                }

                break;
            case "observation" when !isSeeded:
                MaskObservation(frame["data"]!);
                break;
            case "mcp":
                frame["data"] = null;
                break;
        }

        return frame.ToJsonString();
    }

    private static void RemoveDescriptions(JsonNode node)
    {
        foreach (var child in node is JsonObject fields ? fields.Select(field => field.Value) : node is JsonArray items ? items : [])
        {
            if (child is not null)
            {
                RemoveDescriptions(child);
            }
        }

        (node as JsonObject)?.Remove("description");
    }

    private static void MaskObservation(JsonNode data)
    {
        Assert.StartsWith("MEDUSA episode started. Scenario: ", (string)data["observation"]!["message"]!);
        Assert.Equal(16, data["observation"]!["features"]!.AsArray().Count);
        data["observation"] = "unseeded";
    }

    private static IEnumerable<JsonNode> Lines()
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Fixtures", "wire-medusa.jsonl.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        var lines = new List<JsonNode>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(JsonNode.Parse(line)!);
        }

        return lines;
    }
}
