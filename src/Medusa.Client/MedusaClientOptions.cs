namespace Medusa.Client;

/// <summary>How a <see cref="MedusaClient"/> connects and when it asks again.</summary>
public sealed record MedusaClientOptions
{
    /// <summary>The API key, sent as Bearer.</summary>
    /// <value>Default: null, for a server without keys. A key in the URL's user-info (<c>http://user:key@host</c>) is sent as Basic where this is null.</value>
    public string? ApiKey { get; init; }

    /// <summary>How often a request is sent at most, the first time included.</summary>
    /// <value>1 or more; default 5. 1 never repeats.</value>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>How long to wait before the second attempt; each further wait is twice as long.</summary>
    /// <value>Default: 100 ms. Ignored where the server says <c>Retry-After</c>.</value>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two attempts, whatever the server asks for.</summary>
    /// <value>Default: 5 s.</value>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one attempt may take.</summary>
    /// <value>Default: 60 s, above the server's own deadline of 50 s.</value>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The clock that waits.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
