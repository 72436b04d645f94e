using System.Diagnostics;
using System.Threading.Tasks.Sources;
using Akka.Actor;
using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>One request that waits for its answer; used again for another once its answer was read.</summary>
/// <param name="place">Its place on the desk.</param>
/// <param name="desk">Where it goes back to.</param>
internal sealed class PendingReply(int place, ReplyDesk desk) : IValueTaskSource<EpisodeReply>
{
    private ManualResetValueTaskSourceCore<EpisodeReply> core;
    private int use;
    private long awaited;

    /// <summary>The request, for as long as its answer is awaited.</summary>
    public EpisodeRequest? Request { get; private set; }

    /// <summary>The correlation of the request whose answer is awaited; 0 where none is.</summary>
    public long Awaited => Volatile.Read(ref awaited);

    /// <summary>When to give up, as a time stamp of the desk's clock.</summary>
    public long Deadline { get; private set; }

    /// <summary>When to send the request again; <see cref="long.MaxValue"/> for never.</summary>
    public long ResendAt { get; set; }

    /// <summary>Whether the request, a step, was refused before because an earlier step was missing.</summary>
    public bool IsGapKnown { get; set; }

    /// <summary>The episode whose request went through the region; null where it went to the actor itself.</summary>
    public EpisodeKey? ThroughRegion { get; set; }

    /// <summary>Whom the request was sent to.</summary>
    public IActorRef? Target { get; set; }

    /// <summary>Begins to wait.</summary>
    /// <param name="key">The episode.</param>
    /// <param name="command">What is asked of it.</param>
    /// <param name="deadline">When to give up.</param>
    /// <param name="resendAt">When to send it again.</param>
    public EpisodeRequest Begin(EpisodeKey key, object command, long deadline, long resendAt)
    {
        // Never 0, and never what an answer to an earlier use carries.
        var correlation = ((long)(++use & int.MaxValue) << 32) | (uint)(place + 1);
        (Deadline, ResendAt, IsGapKnown) = (deadline, resendAt, false);
        var request = new EpisodeRequest(key, command, correlation, Activity.Current?.Context ?? default);
        Request = request;
        Volatile.Write(ref awaited, correlation);
        return request;
    }

    /// <summary>The answer to come; may be awaited once.</summary>
    public ValueTask<EpisodeReply> Task => new(this, core.Version);

    /// <summary>Gives the answer, unless another one came first.</summary>
    /// <param name="correlation">Of the request that is answered.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="inline">Whether who waits may go on on this thread.</param>
    public bool TryAnswer(long correlation, EpisodeReply reply, bool inline)
    {
        if (Interlocked.CompareExchange(ref awaited, 0, correlation) != correlation)
        {
            return false;
        }

        Request = null;
        core.RunContinuationsAsynchronously = !inline;
        core.SetResult(reply);
        return true;
    }

    /// <summary>The place that a correlation names.</summary>
    /// <param name="correlation">A correlation.</param>
    public static int PlaceOf(long correlation) => (int)(correlation & uint.MaxValue) - 1;

    EpisodeReply IValueTaskSource<EpisodeReply>.GetResult(short token)
    {
        var reply = core.GetResult(token);
        core.Reset();
        desk.Return(this);
        return reply;
    }

    ValueTaskSourceStatus IValueTaskSource<EpisodeReply>.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource<EpisodeReply>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);
}
