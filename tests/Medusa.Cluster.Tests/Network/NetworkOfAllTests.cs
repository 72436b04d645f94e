using Medusa.Durability.Servers;

namespace Medusa.Cluster.Tests.Network;

/// <summary>One network for all tests, with one PostgreSQL server. Every test has nodes and a database of its own.</summary>
public sealed class NetworkOfAllTests : IAsyncLifetime
{
    private ClusterNetwork? network;
    private NetworkNode? databaseNode;
    private PostgresServer? database;

    /// <summary>The network.</summary>
    public ClusterNetwork Network => network ?? throw new InvalidOperationException("The network is not made yet.");

    /// <summary>The machine of the database.</summary>
    public NetworkNode DatabaseNode => databaseNode ?? throw new InvalidOperationException("The network is not made yet.");

    /// <summary>The database server.</summary>
    public PostgresServer Database => database ?? throw new InvalidOperationException("The database is not started yet.");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        network = await ClusterNetwork.CreateAsync();
        databaseNode = await network.AddAsync("postgres");
        database = await PostgresServer.StartAsync(databaseNode);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        database?.Dispose();
        if (network is not null)
        {
            await network.DisposeAsync();
        }
    }
}
