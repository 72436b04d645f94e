namespace Medusa.Cluster.Tests.Network;

/// <summary>The tests that share a network.</summary>
[CollectionDefinition(Name)]
public sealed class AttackedClusters : ICollectionFixture<NetworkOfAllTests>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "attacked clusters";
}
