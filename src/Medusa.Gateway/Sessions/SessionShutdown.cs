using Microsoft.Extensions.Hosting;

namespace Medusa.Gateway;

/// <summary>Ends the sessions when the server begins to stop, before it waits for its connections.</summary>
/// <param name="sockets">The sessions.</param>
/// <param name="grace">The episodes of dropped sockets.</param>
/// <param name="lifetime">Says when.</param>
internal sealed class SessionShutdown(SocketSessions sockets, SocketGrace grace, IHostApplicationLifetime lifetime) : IHostedService
{
    private Task ended = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(() => ended = EndAsync());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => ended.WaitAsync(cancellationToken);

    private async Task EndAsync()
    {
        await sockets.StopAsync();
        await grace.StopAsync();
    }
}
