namespace Medusa.Gateway;

/// <summary>The places for sessions: WebSockets and MCP sessions over HTTP.</summary>
/// <param name="options">The number of places.</param>
internal sealed class SessionGate(GatewayOptions options)
{
    // Never disposed: a socket may end after the host's services, and nothing here holds more than memory.
    private readonly SemaphoreSlim places = new(options.MaxSessions, options.MaxSessions);

    /// <summary>The number of places.</summary>
    public int Maximum => options.MaxSessions;

    /// <summary>How many places are taken.</summary>
    public int Active => options.MaxSessions - places.CurrentCount;

    /// <summary>Takes a place.</summary>
    /// <param name="wait">How long to wait for one.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Whether a place was taken.</returns>
    public Task<bool> EnterAsync(TimeSpan wait, CancellationToken cancellation = default) => places.WaitAsync(wait, cancellation);

    /// <summary>Gives a place back.</summary>
    public void Leave() => places.Release();
}
