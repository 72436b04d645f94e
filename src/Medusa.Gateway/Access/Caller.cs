using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Who sent a request, as a feature of it. One object as long as the key is good, so that what is open for it can be ended with it.</summary>
/// <param name="owner">Whose episodes the request may touch.</param>
internal sealed class Caller(Owner owner)
{
    // Never disposed: it has no timer, and what is open may still register with it.
    private readonly CancellationTokenSource ended = new();

    /// <summary>Whose episodes the request may touch.</summary>
    public Owner Owner => owner;

    /// <summary>The one episode that an agent's token is for; null for a key, which reaches all of its owner's.</summary>
    public EpisodeId? Only { get; init; }

    /// <summary>Cancelled when the key is good no more: sockets, sessions and streams end then.</summary>
    public CancellationToken Ended => ended.Token;

    /// <summary>Whether another request's caller reaches what this one's does, no more and no less.</summary>
    /// <param name="other">The other caller.</param>
    public bool IsSameAs(Caller other) => Owner == other.Owner && Only == other.Only;

    /// <summary>Ends what is open for the caller, on threads of the pool: each takes the time that it takes.</summary>
    public void End() => _ = Task.Run(ended.Cancel);
}
