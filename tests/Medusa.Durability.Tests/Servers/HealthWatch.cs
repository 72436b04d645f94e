using System.Collections.Concurrent;

namespace Medusa.Durability.Tests.Servers;

/// <summary>Asks a server all the time whether it is alive and ready.</summary>
public sealed class HealthWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<int> _alive = new();
    private readonly ConcurrentQueue<int> _ready = new();
    private readonly Task _watching;

    /// <summary>Begins to watch.</summary>
    public HealthWatch(MedusaProcess server) => _watching = Task.Run(async () =>
    {
        while (!_stop.IsCancellationRequested)
        {
            _alive.Enqueue(await Gateways.StatusAsync(server.Address, "/health"));
            _ready.Enqueue(await Gateways.StatusAsync(server.Address, "/ready"));
            await Task.Delay(50);
        }
    });

    /// <summary>Every status of <c>/health</c>; 0 where there was none within two seconds.</summary>
    public IReadOnlyCollection<int> Alive => _alive;

    /// <summary>Every status of <c>/ready</c>.</summary>
    public IReadOnlyCollection<int> Ready => _ready;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }
}
