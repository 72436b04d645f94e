namespace Medusa.Durability.Servers;

/// <summary>One PostgreSQL server for all tests, started when the first of them needs it. Every test has a database of its own.</summary>
public sealed class PostgresOfAllTests : IDisposable
{
    private PostgresServer? server;

    /// <summary>The running server.</summary>
    public async Task<PostgresServer> StartedAsync() => server ??= await PostgresServer.StartAsync();

    /// <inheritdoc/>
    public void Dispose() => server?.Dispose();
}
