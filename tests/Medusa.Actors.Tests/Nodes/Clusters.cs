namespace Medusa.Actors.Tests;

/// <summary>Tests that form clusters run one after the other: many nodes at once would take each other for silent.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Clusters : ICollectionFixture<ThreeNodes>
{
    public const string Name = "clusters";
}
