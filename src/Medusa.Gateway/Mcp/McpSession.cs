namespace Medusa.Gateway;

/// <summary>An MCP session over HTTP. Its requests take turns.</summary>
/// <param name="id">The session's id, a secret.</param>
/// <param name="caller">Whose it is.</param>
/// <param name="environment">The use of the environment.</param>
internal sealed class McpSession(string id, Caller caller, IClientSession environment)
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private int attached;

    /// <summary>The session's id.</summary>
    public string Id => id;

    /// <summary>Whose it is.</summary>
    public Caller Caller => caller;

    /// <summary>Has the session end with its caller's key.</summary>
    public CancellationTokenRegistration Ending { get; set; }

    /// <summary>The use of the environment.</summary>
    public IClientSession Environment => environment;

    /// <summary>When the last request came, as a timestamp of the clock.</summary>
    public long LastUsed { get; set; }

    /// <summary>Whether a socket is attached.</summary>
    public bool IsAttached => Volatile.Read(ref attached) != 0;

    /// <summary>Whether the session ends as soon as its socket goes.</summary>
    public bool IsClosing { get; set; }

    /// <summary>Attaches a socket, unless one is.</summary>
    public bool TryAttach() => Interlocked.Exchange(ref attached, 1) == 0;

    /// <summary>Notes that the socket is gone.</summary>
    public void Detach() => Interlocked.Exchange(ref attached, 0);

    /// <summary>Waits for this request's turn.</summary>
    public Task EnterAsync() => turn.WaitAsync();

    /// <summary>Ends the turn.</summary>
    public void Leave() => turn.Release();
}
