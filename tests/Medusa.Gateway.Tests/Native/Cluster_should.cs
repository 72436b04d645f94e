using Medusa.Testing;

namespace Medusa.Gateway.Tests;

public sealed class Cluster_should
{
    [Fact]
    public async Task Show_the_one_node_of_the_embedded_engine_with_what_it_runs_and_offers()
    {
        await using var server = await PluginServer.StartAsync([SamplePlugin.Source(), SamplePlugin.Source("other", "2", "second")], ("Node", "node-7"), ("Engine", "embedded"));
        await server.Gateway.SendAsync("POST", "/v1/episodes", "{\"environment\":\"sample\",\"count\":3}");

        var cluster = (await server.Gateway.SendAsync("GET", "/v1/cluster")).Json;

        var node = Assert.Single(cluster.GetProperty("nodes").EnumerateArray());
        var plugin = (await server.Gateway.SendAsync("GET", "/v1/plugins")).Json.GetProperty("plugins")[0];
        Assert.Equal("embedded", cluster.GetProperty("engine").GetString());
        Assert.Equal(
            "{\"id\":\"node-7\",\"address\":null,\"roles\":[\"episodes\",\"gateway\"],\"status\":\"up\",\"leader\":true,\"self\":true,\"shards\":null,\"episodes\":3,\"environments\":[\"other@2\",\"sample@1\"]",
            node.GetRawText().Split(",\"plugins\"")[0]);
        var shown = node.GetProperty("plugins")[0];
        Assert.All(["id", "version", "sha256", "state"], field => Assert.Equal(plugin.GetProperty(field).GetString(), shown.GetProperty(field).GetString()));
        Assert.Equal("active", shown.GetProperty("state").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, node.GetProperty("unanswered").ValueKind);
    }

    [Fact]
    public async Task List_every_version_that_a_node_offers()
    {
        await using var server = await PluginServer.StartAsync([SamplePlugin.Source(), SamplePlugin.Source(version: "2", text: "second")]);
        var node = (await server.Gateway.SendAsync("GET", "/v1/cluster")).Json.GetProperty("nodes")[0];
        Assert.Equal("[\"sample@1\",\"sample@2\"]", node.GetProperty("environments").GetRawText());
    }
}
