using Medusa.Durability.Servers;

namespace Medusa.Durability.Tests.Servers;

/// <summary>The tests that share a PostgreSQL server.</summary>
[CollectionDefinition(Name)]
public sealed class AttackedServers : ICollectionFixture<PostgresOfAllTests>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "attacked servers";
}
