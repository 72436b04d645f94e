using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Who sent a request, as a feature of it. A key's is one object as long as the key is good, so that what is open for it can be ended with it.</summary>
internal sealed class Caller : IDisposable
{
    private readonly CancellationTokenSource ended;
    private readonly CancellationTokenSource? expiry;
    private readonly Caller? key;

    /// <summary>Who calls with a key.</summary>
    /// <param name="owner">Whose episodes the request may touch.</param>
    public Caller(Owner owner) => (Owner, ended) = (owner, new CancellationTokenSource());

    private Caller(Caller key, EpisodeId only, TimeSpan life, TimeProvider clock)
    {
        (Owner, Only, this.key) = (key.Owner, only, key);
        expiry = new CancellationTokenSource(life, clock);
        ended = CancellationTokenSource.CreateLinkedTokenSource(key.Ended, expiry.Token);
    }

    /// <summary>Whose episodes the request may touch.</summary>
    public Owner Owner { get; }

    /// <summary>The one episode that an agent's token is for; null for a key, which reaches all of its owner's.</summary>
    public EpisodeId? Only { get; }

    /// <summary>Who calls with the key itself: what outlives an agent's request ends with that.</summary>
    public Caller Key => key ?? this;

    /// <summary>Cancelled when the key, or the agent's token, is good no more: sockets and streams end then.</summary>
    public CancellationToken Ended => ended.Token;

    /// <summary>An agent that calls with a token for one of the key's episodes. To be disposed of with the request.</summary>
    /// <param name="only">The episode.</param>
    /// <param name="life">How long the token is good yet.</param>
    /// <param name="clock">The time.</param>
    public Caller Agent(EpisodeId only, TimeSpan life, TimeProvider clock) => new(this, only, life, clock);

    /// <summary>Whether another request's caller reaches what this one's does, no more and no less.</summary>
    /// <param name="other">The other caller.</param>
    public bool IsSameAs(Caller other) => Owner == other.Owner && Only == other.Only;

    /// <summary>Ends what is open for the caller, on threads of the pool: each takes the time that it takes.</summary>
    public void End() => _ = Task.Run(ended.Cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        ended.Dispose();
        expiry?.Dispose();
    }
}
