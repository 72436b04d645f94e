namespace Medusa.Actors.Tests;

public sealed class NodeHealth_should
{
    private readonly ManualStamps time = new();

    [Fact]
    public void Say_what_is_missing_until_the_node_takes_requests()
    {
        var health = new NodeHealth(time);
        Assert.Equal("the node has not joined its cluster", health.WhyNotReady);
        health.Beat(up: true);
        Assert.Equal("the cluster has not placed this node's shards: its coordinator does not answer", health.WhyNotReady);
        health.Registered(knowsUs: false);
        Assert.NotNull(health.WhyNotReady);
        health.Registered(knowsUs: true);
        Assert.Null(health.WhyNotReady);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Contains("coordinator", health.WhyNotReady, StringComparison.Ordinal);
        Assert.Null(health.WhyNotLive);
    }

    [Fact]
    public void Call_a_node_dead_whose_actors_stand_still_but_not_one_that_leaves()
    {
        var health = new NodeHealth(time);
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("the node's actors have not moved for 30 s", health.WhyNotLive);
        health.Beat(up: true);
        Assert.Null(health.WhyNotLive);
        time.Advance(TimeSpan.FromSeconds(31));
        health.Leave();
        Assert.Null(health.WhyNotLive);
        Assert.Equal("the node is leaving its cluster", health.WhyNotReady);
    }

    [Fact]
    public void Call_a_node_dead_that_the_cluster_has_removed()
    {
        var health = new NodeHealth(time);
        health.End("removed");
        Assert.Equal(("removed", "removed", true), (health.WhyNotLive, health.WhyNotReady, health.HasEnded));
    }
}
