namespace Medusa.Client.Tests;

public sealed class Cluster_should
{
    [Fact]
    public async Task Be_the_one_node_of_a_server_without_a_cluster()
    {
        await using var server = await ServedGateway.StartAsync("--Medusa:Node=node-7", "--Medusa:Engine=embedded");
        using var client = new MedusaClient(server.Address);
        await client.CreateAsync(new EpisodeRequest("medusa") { Count = 3 });

        var cluster = await client.GetClusterAsync();

        var node = Assert.Single(cluster.Nodes);
        Assert.Equal(("embedded", "node-7", "up", true, true, 3), (cluster.Engine, node.Id, node.Status, node.Leader, node.Self, node.Episodes));
        Assert.Null(node.Shards);
        Assert.Contains("medusa@1", node.Environments);
        Assert.Contains(node.Plugins, plugin => plugin is { Id: "medusa", Sha256.Length: 64, State: "active" });
    }

    [Fact]
    public async Task Tell_of_nodes_that_did_not_answer()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Json("""{"engine":"akka","nodes":[{"id":"a","status":"unreachable","address":"10.0.0.1:4053","roles":["episodes"],"shards":null,"episodes":null,"environments":[],"plugins":[],"unanswered":"It is unreachable."}]}"""));
        using var client = new MedusaClient(server.Address);

        var node = Assert.Single((await client.GetClusterAsync()).Nodes);

        Assert.Equal(("10.0.0.1:4053", "It is unreachable.", null), (node.Address, node.Unanswered, node.Episodes));
    }
}
