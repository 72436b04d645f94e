using Akka.Actor;
using Akka.Cluster.Sharding;
using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>
/// One episode. A thin shell: it lets one request at a time reach the fold and the journal (<see cref="EpisodeRuntime"/>) and holds the others back meanwhile. An answer
/// goes out after the step's event is durable. Those that wait are held in a queue of its own and not in Akka.NET's stash, which would need a slower mailbox in
/// each of a hundred thousand actors.
/// </summary>
internal sealed class EpisodeActor : UntypedActor
{
    /// <summary>No request runs. Only the actor begins one.</summary>
    private const int Idle = 0;

    /// <summary>A request runs, and whoever ends it may leave it at that.</summary>
    private const int Busy = 1;

    /// <summary>A request runs, and the actor wants to be told of its end.</summary>
    private const int Called = 2;

    private readonly EpisodeRuntime runtime;
    private readonly LocalEpisodes table;
    private readonly EpisodeSlot slot;
    private readonly EpisodePlace place;
    private readonly IActorRef self;
    private Queue<Held>? waiting;
    private int work = Idle;
    private bool isStopping;
    private volatile bool isGone;

    /// <param name="key">The episode.</param>
    /// <param name="runtime">Answers requests.</param>
    /// <param name="table">The episodes of this node.</param>
    public EpisodeActor(EpisodeKey key, EpisodeRuntime runtime, LocalEpisodes table)
    {
        (this.runtime, this.table, self) = (runtime, table, Self);
        slot = new EpisodeSlot(key, runtime);
        place = new EpisodePlace(slot, self, runtime.Now.UtcTicks);
    }

    /// <summary>How to make the actor of an episode.</summary>
    /// <param name="entityId">Its name.</param>
    /// <param name="runtime">Answers requests.</param>
    /// <param name="table">The episodes of this node.</param>
    public static Props Props(string entityId, EpisodeRuntime runtime, LocalEpisodes table) =>
        Akka.Actor.Props.CreateBy(new Producer(EpisodeRouting.Key(entityId), runtime, table));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        table.Add(place);
        TakeBegun();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        isGone = true;
        table.Remove(place);
        if (!IsBusy)
        {
            slot.Clear();
        }

        // What waits goes back to the region, which holds it until the episode has its new place.
        while (waiting is not null && waiting.TryDequeue(out var held))
        {
            table.Waiting(-1);
            table.Return(held.Request, held.Sender);
        }
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case EpisodeRequest request:
                Receive(request, Sender);
                break;
            case EpisodeSlot answered when ReferenceEquals(answered, slot):
                Volatile.Write(ref work, Idle);
                GoOn();
                break;
            case RetireEpisode retire when !IsBusy && place.LastUsed < retire.UnusedSince && (!retire.EndedOnly || slot.HasEnded):
                Passivate();
                break;
            case RetireEpisode:
                table.Count(place, isLive: !slot.IsIdle);
                break;
            case RestIfIdle when !IsBusy && slot.IsIdle:
                Passivate();
                break;
            case StopEpisode:
                isStopping = true;
                if (!IsBusyAndCalls())
                {
                    Context.Stop(self);
                }

                break;
        }
    }

    private void Receive(EpisodeRequest request, IActorRef sender)
    {
        if (request.Command is null)
        {
            Settle();
            return;
        }

        if (request.Command is QueryEpisode query && EpisodeRuntime.NeedsJournalOnly(query))
        {
            _ = AnswerFromJournalAsync(query, request.Correlation, sender);
            return;
        }

        place.LastUsed = runtime.Now.UtcTicks;
        if (waiting?.Count >= runtime.MailboxCapacity)
        {
            Answer(sender, request.Correlation, EpisodeRefusals.MailboxFull(runtime.MailboxCapacity));
        }
        else if (!IsBusyAndCalls())
        {
            Begin(request, sender);
        }
        else
        {
            (waiting ??= new Queue<Held>()).Enqueue(new Held(request, sender));
            table.Waiting(1);
        }
    }

    private bool IsBusy => Volatile.Read(ref work) != Idle;

    /// <summary>Whether a request runs; its end is then told to the actor.</summary>
    private bool IsBusyAndCalls() => Interlocked.CompareExchange(ref work, Called, Busy) != Idle;

    private void Begin(EpisodeRequest request, IActorRef sender)
    {
        Volatile.Write(ref work, waiting is { Count: > 0 } ? Called : Busy);
        var handling = request.Command is CreateEpisode create ? runtime.CreateAsync(create) : runtime.HandleAsync(slot, request.Command!, runtime.Now, request.Caller);
        if (!handling.IsCompletedSuccessfully)
        {
            _ = FinishAsync(handling, request, sender);
            return;
        }

        Volatile.Write(ref work, Idle);
        table.Count(place, isLive: !slot.IsIdle);
        Answer(sender, request.Correlation, handling.Result);
        GoOn();
    }

    /// <summary>What the journal alone can tell waits for no other request.</summary>
    private async Task AnswerFromJournalAsync(QueryEpisode query, long correlation, IActorRef sender)
    {
        var reply = await runtime.AnswerFromJournalAsync(query, CancellationToken.None).ConfigureAwait(false);
        Answer(sender, correlation, reply);
        self.Tell(RestIfIdle.Instance, ActorRefs.NoSender);
    }

    /// <summary>Waits outside the mailbox. Whoever asked is answered from here, so that nobody waits for this actor's turn.</summary>
    private async Task FinishAsync(ValueTask<EpisodeReply> handling, EpisodeRequest request, IActorRef sender)
    {
        EpisodeReply reply;
        try
        {
            reply = await handling.ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            reply = runtime.Failed(slot, fault);
        }

        // Comes before the answer, so that whoever has that finds the episode counted; and before the next request may begin.
        table.Count(place, isLive: !slot.IsIdle);

        // A message to itself costs a turn of the actor: only where there is something to do at the end.
        var isDone = request.Command is not CreateEpisode && !slot.IsIdle && Interlocked.CompareExchange(ref work, Idle, Busy) == Busy;
        if (!isDone)
        {
            // The slot tells this actor's own end of work from that of one that was restarted under its name.
            self.Tell(slot, ActorRefs.NoSender);
        }

        if (isGone)
        {
            // Stopped by force while the request ran, and nobody lets the episode go but this.
            slot.Clear();
            table.Count(place, isLive: false);
        }

        if (sender is ReplyDesk desk)
        {
            desk.Answer(request.Correlation, reply, inline: true);
        }
        else
        {
            Answer(sender, request.Correlation, reply);
        }
    }

    private void GoOn()
    {
        TakeBegun();
        if (isStopping)
        {
            Context.Stop(self);
        }
        else if (waiting is not null && waiting.TryDequeue(out var next))
        {
            table.Waiting(-1);
            Begin(next.Request, next.Sender);
        }
        else
        {
            waiting = null;
            if (slot.IsIdle)
            {
                Passivate();
            }
        }
    }

    /// <summary>An episode that began here a moment ago need not be folded from the journal.</summary>
    private void TakeBegun()
    {
        if (!IsBusy && !slot.IsLoaded && table.TryTakeBegun(place, out var begun))
        {
            slot.Take(begun);
        }
    }

    /// <summary>Woken for an episode that began here. Where its shard has moved meanwhile, it began on another node and there is nothing to stay for.</summary>
    private void Settle()
    {
        TakeBegun();
        if (!IsBusy && slot.IsIdle)
        {
            Passivate();
        }
    }

    private void Passivate() => Context.Parent.Tell(new Passivate(StopEpisode.Instance));

    private void Answer(IActorRef sender, long correlation, EpisodeReply reply)
    {
        if (sender is ReplyDesk desk)
        {
            desk.Answer(correlation, reply, inline: false);
        }
        else
        {
            sender.Tell(new EpisodeAnswer(correlation, table.Fit(reply)), self);
        }
    }

    private sealed record Held(EpisodeRequest Request, IActorRef Sender);

    private sealed class RestIfIdle
    {
        public static RestIfIdle Instance { get; } = new();
    }

    private sealed class Producer(EpisodeKey key, EpisodeRuntime runtime, LocalEpisodes table) : IIndirectActorProducer
    {
        public Type ActorType => typeof(EpisodeActor);

        public ActorBase Produce() => new EpisodeActor(key, runtime, table);

        public void Release(ActorBase actor)
        {
        }
    }
}
