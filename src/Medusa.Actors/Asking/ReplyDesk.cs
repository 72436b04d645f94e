using System.Collections.Concurrent;
using Akka.Actor;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Actors;

/// <summary>
/// Sends requests to episodes and waits for their answers: one reference for all of a node's requests, to which answers come with their correlations. Akka.NET's own
/// Ask makes a reference, a task and a timer for each request; here all three are used again. A request that may safely be made twice is sent again while no answer
/// comes, since a node that dies takes messages with it.
/// </summary>
internal sealed class ReplyDesk : MinimalActorRef, IDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(100);

    private readonly PendingReply?[] places;
    private readonly ConcurrentQueue<PendingReply> free = new();
    private readonly ConcurrentDictionary<EpisodeKey, int> throughRegion = new();
    private readonly ConcurrentDictionary<EpisodeKey, IActorRef> elsewhere = new();
    private readonly LocalEpisodes table;
    private readonly IActorRefProvider provider;
    private readonly ClusterOptions options;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private volatile IActorRef? target;
    private int made;
    private int pending;
    private int routed;
    private int learned;
    private volatile bool isClosed;

    /// <param name="system">The actor system.</param>
    /// <param name="table">The episodes of this node.</param>
    /// <param name="options">Time-outs and limits.</param>
    /// <param name="time">The clock.</param>
    public ReplyDesk(ExtendedActorSystem system, LocalEpisodes table, ClusterOptions options, TimeProvider time)
    {
        (provider, this.table, this.options, this.time) = (system.Provider, table, options, time);
        places = new PendingReply?[options.MaxPendingRequests];
        // A name that no other process takes: an answer to a process that is gone must not reach its successor at the same address.
        Path = provider.TempPath().Parent / $"medusa-{Guid.NewGuid():N}";
        provider.RegisterTempActor(this, Path);
        timer = time.CreateTimer(static desk => ((ReplyDesk)desk!).LookThrough(), this, Round, Round);
    }

    /// <inheritdoc/>
    public override ActorPath Path { get; }

    /// <inheritdoc/>
    public override IActorRefProvider Provider => provider;

    /// <summary>How many requests wait for their answers.</summary>
    public int Pending => Volatile.Read(ref pending);

    /// <summary>How many requests may wait for their answers.</summary>
    public int Limit => places.Length;

    /// <summary>How many requests were sent again, since the start.</summary>
    public long Resent { get; private set; }

    /// <summary>Says where requests go: the shard region or its proxy.</summary>
    /// <param name="region">Where to.</param>
    public void Open(IActorRef region) => target = region;

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <param name="key">The episode, see <see cref="EpisodeRequest.Key"/>.</param>
    /// <param name="command">The command; what it refers to must stay valid.</param>
    public ValueTask<EpisodeReply> AskAsync(EpisodeKey key, object command)
    {
        if (isClosed || target is not { } region)
        {
            return ValueTask.FromResult(isClosed ? EpisodeRefusals.ShuttingDown() : EpisodeRefusals.Overloaded("The server is joining its cluster: try again in a moment."));
        }

        if (Take() is not { } waiting)
        {
            return ValueTask.FromResult(EpisodeRefusals.Overloaded($"{places.Length} requests wait for their answers, as many as may: try again later."));
        }

        Interlocked.Increment(ref pending);
        var now = time.GetTimestamp();
        var resendAt = Repeatable.Is(command) ? now + Ticks(options.ResendAfter) : long.MaxValue;
        var request = waiting.Begin(key, command, now + Ticks(options.RequestTimeout), resendAt);
        var reply = waiting.Task;
        if (isClosed)
        {
            // Closed meanwhile: nobody else would look after it.
            waiting.TryAnswer(request.Correlation, EpisodeRefusals.ShuttingDown(), inline: false);
        }
        else
        {
            Route(waiting, request, region).Tell(request, this);
        }

        return reply;
    }

    /// <summary>Takes an answer.</summary>
    /// <param name="correlation">The request's.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="inline">Whether who waits may go on on this thread: not on a thread on which an actor runs.</param>
    public void Answer(long correlation, EpisodeReply reply, bool inline)
    {
        var place = PendingReply.PlaceOf(correlation);
        if ((uint)place < (uint)places.Length && places[place] is { } waiting && !IsSentAgain(waiting, correlation, reply))
        {
            waiting.TryAnswer(correlation, reply, inline);
        }
    }

    /// <summary>Takes a pending reply back whose answer was read.</summary>
    /// <param name="used">The pending reply.</param>
    public void Return(PendingReply used)
    {
        if (used.ThroughRegion is { } key)
        {
            used.ThroughRegion = null;
            Interlocked.Decrement(ref routed);
            if (throughRegion.AddOrUpdate(key, 0, static (_, count) => count - 1) <= 0)
            {
                throughRegion.TryRemove(new KeyValuePair<EpisodeKey, int>(key, 0));
            }
        }

        Interlocked.Decrement(ref pending);
        free.Enqueue(used);
    }

    /// <summary>Refuses what waits and what comes from now on.</summary>
    public void Dispose()
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        timer.Dispose();
        provider.UnregisterTempActor(Path);
        foreach (var waiting in places.AsSpan(0, Math.Min(Volatile.Read(ref made), places.Length)))
        {
            if (waiting is { Awaited: not 0 and var correlation })
            {
                waiting.TryAnswer(correlation, EpisodeRefusals.ShuttingDown(), inline: false);
            }
        }
    }

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is EpisodeAnswer answer && PendingReply.PlaceOf(answer.Correlation) is var place && (uint)place < (uint)places.Length && places[place] is { } waiting)
        {
            Learn(waiting, answer, sender);
            Answer(answer.Correlation, answer.Reply, inline: false);
        }
    }

    /// <summary>
    /// Whether a step that came too early is sent again instead of being refused: a node that died may have taken the message of the step before it along, which is then sent
    /// again later than this one. A gap is believed where it is found twice and no earlier step of the episode waits here.
    /// </summary>
    private bool IsSentAgain(PendingReply waiting, long correlation, EpisodeReply reply)
    {
        if (reply.Problem is not { Code: ProblemCode.StepConflict } problem
            || waiting.Request is not { Command: StepEpisode { Step: { } step } } request
            || request.Correlation != correlation
            || problem.Extensions["expected_step"] is not { Kind: ValueKind.Integer } expected
            || expected.AsInteger >= step
            || (waiting.IsGapKnown && !IsEarlierPending(request.Key, step)))
        {
            return false;
        }

        waiting.IsGapKnown = true;
        waiting.ResendAt = time.GetTimestamp();
        return true;
    }

    private bool IsEarlierPending(EpisodeKey key, long step)
    {
        foreach (var other in places.AsSpan(0, Math.Min(Volatile.Read(ref made), places.Length)))
        {
            if (other is { Awaited: not 0, Request: { Command: StepEpisode { Step: { } earlier } } request } && earlier < step && request.Key == key)
            {
                return true;
            }
        }

        return false;
    }

    private PendingReply? Take()
    {
        if (free.TryDequeue(out var used))
        {
            return used;
        }

        var place = Interlocked.Increment(ref made) - 1;
        if (place < places.Length)
        {
            return places[place] = new PendingReply(place, this);
        }

        Interlocked.Decrement(ref made);
        return free.TryDequeue(out used) ? used : null;
    }

    /// <summary>
    /// Straight to the episode's actor where it is known, which spares up to three hops; else through the region. Never past a request of the same episode that is still
    /// on its way through the region: what a caller sends in order arrives in order. An actor that has moved is no trouble: its node sends the request on
    /// (<see cref="LateRequests"/>).
    /// </summary>
    private IActorRef Route(PendingReply waiting, EpisodeRequest request, IActorRef region)
    {
        if (Known(request.Key) is { } actor && (Volatile.Read(ref routed) == 0 || !throughRegion.ContainsKey(request.Key)))
        {
            return waiting.Target = actor;
        }

        waiting.ThroughRegion = request.Key;
        Interlocked.Increment(ref routed);
        throughRegion.AddOrUpdate(request.Key, 1, static (_, count) => count + 1);
        return waiting.Target = region;
    }

    private IActorRef? Known(EpisodeKey key) => table.Find(key)?.Actor ?? elsewhere.GetValueOrDefault(key);

    /// <summary>Remembers where an episode lives that another node answered for.</summary>
    private void Learn(PendingReply waiting, EpisodeAnswer answer, IActorRef actor)
    {
        if (waiting.Awaited != answer.Correlation || waiting.Request is not { } request || actor.IsNobody() || actor.Equals(waiting.Target))
        {
            return;
        }

        if (answer.Reply.Problem is not null || request.Command is CreateEpisode { Group: not null } or CreateEpisode { Count: > 1 })
        {
            return;
        }

        if (Interlocked.Increment(ref learned) > places.Length)
        {
            elsewhere.Clear();
            Interlocked.Exchange(ref learned, 0);
        }

        elsewhere[request.Key] = actor;
    }

    /// <summary>Gives up on what is over its time, and sends again what may be sent again.</summary>
    private void LookThrough()
    {
        var now = time.GetTimestamp();
        foreach (var waiting in places.AsSpan(0, Math.Min(Volatile.Read(ref made), places.Length)))
        {
            if (waiting is not { Awaited: not 0 and var correlation, Request: { } request } || request.Correlation != correlation)
            {
                continue;
            }

            if (now >= waiting.Deadline)
            {
                waiting.TryAnswer(correlation, Repeatable.Unanswered(request.Command), inline: false);
            }
            else if (now >= waiting.ResendAt && Repeatable.Is(request.Command))
            {
                // May hit the place's next request, which began this moment: one that must not be sent twice is asked for that above.
                waiting.ResendAt = now + Ticks(options.ResendAfter);
                Resent++;
                elsewhere.TryRemove(request.Key, out _);
                target!.Tell(request, this);
            }
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
