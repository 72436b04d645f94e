namespace Medusa.Actors.Tests;

public sealed class ClusterSide_should
{
    [Theory]
    [InlineData(3, "b", 2, "a", false)]
    [InlineData(2, "a", 3, "b", true)]
    [InlineData(2, "a", 2, "b", false)]
    [InlineData(2, "b", 2, "a", true)]
    public void Let_the_lesser_of_two_clusters_yield_and_that_alone(int nodes, string first, int otherNodes, string otherFirst, bool yields)
    {
        var own = new ClusterSide(nodes, first);
        var other = new ClusterSide(otherNodes, otherFirst);
        Assert.Equal((yields, !yields), (own.YieldsTo(other), other.YieldsTo(own)));
    }
}
