using System.Collections.Concurrent;
using Medusa.Durability.Servers;

namespace Medusa.Durability.Tests.Servers;

/// <summary>Asks a server all the time whether it is alive and ready.</summary>
public sealed class HealthWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<int> alive = new();
    private readonly ConcurrentQueue<int> ready = new();
    private readonly Task watching;

    /// <summary>Begins to watch.</summary>
    public HealthWatch(MedusaProcess server) => watching = Task.Run(async () =>
    {
        while (!stop.IsCancellationRequested)
        {
            alive.Enqueue(await Gateways.StatusAsync(server.Address, "/health"));
            ready.Enqueue(await Gateways.StatusAsync(server.Address, "/ready"));
            await Task.Delay(50);
        }
    });

    /// <summary>Every status of <c>/health</c>; 0 where there was none within two seconds.</summary>
    public IReadOnlyCollection<int> Alive => alive;

    /// <summary>Every status of <c>/ready</c>.</summary>
    public IReadOnlyCollection<int> Ready => ready;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching;
        stop.Dispose();
    }
}
