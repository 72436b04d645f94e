using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>Asks a node to send notices of a caller's episodes to the sender, for <see cref="Lease"/> or until told to stop.</summary>
/// <param name="Owner">The caller.</param>
/// <param name="Id">One episode; null for all.</param>
/// <param name="Stop">Whether the sender no longer wants to know.</param>
internal sealed record WatchNotices(Owner Owner, EpisodeId? Id, bool Stop)
{
    /// <summary>For how long one request holds. A node that watches repeats it in time, so a watcher that died is forgotten.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a watcher repeats its request, to every node that runs episodes by then.</summary>
    public static TimeSpan Renewal { get; } = TimeSpan.FromSeconds(3);
}
