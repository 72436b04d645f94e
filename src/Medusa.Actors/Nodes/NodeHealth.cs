namespace Medusa.Actors;

/// <summary>How this node stands in its cluster, as its <see cref="NodeActor"/> last saw it.</summary>
/// <param name="time">The clock.</param>
internal sealed class NodeHealth(TimeProvider time)
{
    /// <summary>How long the actors may be silent before the process counts as stuck.</summary>
    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(30);

    /// <summary>How long the shard coordinator may be silent: it moves to another node when its own dies.</summary>
    private static readonly TimeSpan CoordinatorSilence = TimeSpan.FromSeconds(10);

    private long beat = time.GetTimestamp();
    private long coordinator;
    private volatile bool isUp;
    private volatile bool isRegistered;
    private volatile bool isLeaving;
    private volatile string? ended;

    /// <summary>Why the node takes no requests for now; null where it does.</summary>
    public string? WhyNotReady => ended
        ?? (isLeaving ? "the node is leaving its cluster"
            : !isUp ? "the node has not joined its cluster"
            : !isRegistered || time.GetElapsedTime(Interlocked.Read(ref coordinator)) > CoordinatorSilence ? "the cluster has not placed this node's shards: its coordinator does not answer"
            : null);

    /// <summary>Why only a restart helps; null where the node lives.</summary>
    public string? WhyNotLive => ended
        ?? (!isLeaving && time.GetElapsedTime(Interlocked.Read(ref beat)) > StuckAfter ? $"the node's actors have not moved for {StuckAfter.TotalSeconds:0} s" : null);

    /// <summary>Whether the node is on its way out by its own will.</summary>
    public bool IsLeaving => isLeaving;

    /// <summary>Whether the cluster has removed the node against its will.</summary>
    public bool HasEnded => ended is not null;

    /// <summary>The node's actors run.</summary>
    /// <param name="up">Whether the node is a member in full standing.</param>
    public void Beat(bool up)
    {
        isUp = up;
        Interlocked.Exchange(ref beat, time.GetTimestamp());
    }

    /// <summary>The coordinator answered.</summary>
    /// <param name="knowsUs">Whether it knows what this node needs: its own region, or any for a node without one.</param>
    public void Registered(bool knowsUs)
    {
        isRegistered = knowsUs;
        Interlocked.Exchange(ref coordinator, time.GetTimestamp());
    }

    /// <summary>The node begins to leave.</summary>
    public void Leave() => isLeaving = true;

    /// <summary>The cluster has removed the node against its will.</summary>
    /// <param name="reason">What happened, in one sentence.</param>
    public void End(string reason) => ended = reason;
}
