using System.Text.Json;

namespace Medusa.Cli.Tests.Clusters;

public sealed class StatusCommand_should
{
    private const string Route = "GET /v1/cluster";

    private const string TwoNodes = """
        {"engine":"akka","nodes":[
        {"id":"node-1","address":"10.0.0.1:4053","roles":["episodes","gateway"],"status":"up","leader":true,"self":true,"shards":60,"episodes":12,"environments":["medusa@1","medusa-v0@0"],"plugins":[],"unanswered":null},
        {"id":"node-2","address":"10.0.0.2:4053","roles":["gateway"],"status":"unreachable","leader":false,"self":false,"shards":null,"episodes":null,"environments":[],"plugins":[],"unanswered":"It did not answer within 2 s."}]}
        """;

    [Fact]
    public async Task Print_a_line_a_node_for_programs_and_name_who_did_not_answer()
    {
        await using var server = (await AnsweringServer.StartAsync()).On(Route, TwoNodes);

        var run = await CommandRun.OfAsync("cluster", "status", "--url", server.Url);

        Assert.Equal(0, run.ExitCode);
        var lines = run.Out.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Matches("^node +status +address +roles +shards +episodes +environments$", lines[0]);
        Assert.Matches(@"^node-1 +up \(leader\) +10\.0\.0\.1:4053 +episodes, gateway +60 +12 +medusa@1, medusa-v0@0$", lines[1]);
        Assert.Matches(@"^node-2 +unreachable +10\.0\.0\.2:4053 +gateway +- +- +-$", lines[2]);
        Assert.Equal("2 nodes, engine akka.", lines[3]);
        Assert.Equal("medusa: node-2: It did not answer within 2 s.", Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task Draw_a_table_for_people()
    {
        await using var server = (await AnsweringServer.StartAsync()).On(Route, TwoNodes);
        var output = new StringWriter();

        Assert.Equal(0, await MedusaCommand.RunAsync(["cluster", "status", "--url", server.Url], new Terminal(output, TextWriter.Null, IsLive: false) { IsRead = true }));

        Assert.All(["node-1", "node-2", "up (leader)", "unreachable", "2 nodes, engine akka."], text => Assert.Contains(text, output.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Print_what_the_server_answers_as_json()
    {
        await using var gateway = await ServedGateway.StartAsync(new Dictionary<string, string?> { ["Medusa:Node"] = "node-7", ["Medusa:Engine"] = "embedded" });

        var run = await CommandRun.OfAsync("cluster", "status", "--json", "--url", gateway.Url);

        var node = JsonElement.Parse(Assert.Single(run.Out.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries))).GetProperty("nodes")[0];
        Assert.Equal(("node-7", true), (node.GetProperty("id").GetString(), node.GetProperty("self").GetBoolean()));
    }

    [Fact]
    public async Task Say_in_one_line_that_nobody_answers() => (await CommandRun.OfAsync("cluster", "status", "--url", "http://127.0.0.1:1")).AssertRefused(3, "127.0.0.1:1");
}
