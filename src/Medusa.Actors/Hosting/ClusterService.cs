using Microsoft.Extensions.Hosting;

namespace Medusa.Actors;

/// <summary>Lets the node join its cluster with the host's start and leave it with its stop.</summary>
/// <param name="engine">The engine.</param>
internal sealed class ClusterService(AkkaEngine engine) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);
}
