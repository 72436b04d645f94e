namespace Medusa.Client;

/// <summary>How an <see cref="OpenEnvSession"/> connects and waits.</summary>
public sealed record OpenEnvSessionOptions
{
    /// <summary>The API key, sent as Bearer with the handshake.</summary>
    /// <value>Default: null. A key in the URL's user-info is sent as Basic where this is null.</value>
    public string? ApiKey { get; init; }

    /// <summary>How long a connection may take.</summary>
    /// <value>Default: 10 s, OpenEnv's own.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer may take; the session is unusable after a longer wait, because a late answer would be taken for the next one.</summary>
    /// <value>Default: 60 s, OpenEnv's own.</value>
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets every frame as it goes over the wire.</summary>
    /// <value>Default: null.</value>
    public Action<OpenEnvFrame>? Trace { get; init; }
}
