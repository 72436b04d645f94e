using System.Diagnostics;

namespace Medusa.Episodes;

/// <summary>
/// One episode's place in memory: its mailbox and, once it is loaded, its state. A request runs at once on the caller's thread where nobody is ahead of it, else
/// it waits in a bounded queue that the thread pool works off in order. No lock is held while a request runs.
/// </summary>
internal sealed class EpisodeCell(EpisodeKey key, EmbeddedEngine engine, EpisodeRuntime runtime, DateTimeOffset now) : EpisodeSlot(key, runtime), IThreadPoolWorkItem
{
    private Queue<Waiting>? queue;
    private bool isBusy;
    private bool isRetired;

    /// <summary>When the latest request came, in ticks of UTC.</summary>
    public long LastUsed { get; private set; } = now.UtcTicks;

    /// <summary>Admits a request.</summary>
    /// <param name="request">The command or query.</param>
    /// <param name="capacity">How many may wait.</param>
    /// <param name="now">When it came.</param>
    /// <param name="reply">The answer to come, where the request waits.</param>
    public Admission Enter(object request, int capacity, DateTimeOffset now, out Task<EpisodeReply>? reply)
    {
        reply = null;
        lock (this)
        {
            if (isRetired)
            {
                return Admission.Retired;
            }

            LastUsed = now.UtcTicks;
            if (!isBusy)
            {
                isBusy = true;
                return Admission.Runs;
            }

            if (queue?.Count >= capacity)
            {
                return Admission.Full;
            }

            var waiting = new Waiting(Kept(request), now);
            (queue ??= new Queue<Waiting>()).Enqueue(waiting);
            engine.AddWaiting(1);
            reply = waiting.Reply.Task;
            return Admission.Waits;
        }
    }

    /// <summary>Ends a request that ran on its caller's thread; what waits goes on on the thread pool.</summary>
    public void Leave()
    {
        lock (this)
        {
            if (queue is { Count: > 0 })
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            Rest();
        }
    }

    /// <summary>Takes the cell out of use where nothing runs and nothing waits.</summary>
    /// <param name="unusedSince">Only where the latest request came before this instant, in ticks of UTC.</param>
    public bool TryRetire(long unusedSince)
    {
        lock (this)
        {
            if (isBusy || isRetired || LastUsed >= unusedSince)
            {
                return false;
            }

            isRetired = true;
            Clear();
            return true;
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = DrainAsync();

    private async Task DrainAsync()
    {
        while (true)
        {
            Waiting next;
            lock (this)
            {
                if (queue is null || !queue.TryDequeue(out next!))
                {
                    Rest();
                    return;
                }
            }

            engine.AddWaiting(-1);
            next.Reply.SetResult(await engine.AnswerAsync(this, next.Request, next.Now, next.Caller).ConfigureAwait(false));
        }
    }

    /// <summary>Nothing runs any more. A cell without an episode, or with a closed one, is of no use in memory.</summary>
    private void Rest()
    {
        queue = null;
        isBusy = false;
        if (IsIdle)
        {
            isRetired = true;
            Clear();
            engine.Forget(this);
        }
    }

    /// <summary>A request that outlives its caller's wait must not read memory that the caller has given back.</summary>
    private static object Kept(object request) => request is StepEpisode step ? step.Kept() : request;

    private sealed class Waiting(object request, DateTimeOffset now)
    {
        public object Request { get; } = request;

        public DateTimeOffset Now { get; } = now;

        /// <summary>The span that asked: on the thread that works the queue off it is not the current one.</summary>
        public ActivityContext Caller { get; } = Activity.Current?.Context ?? default;

        public TaskCompletionSource<EpisodeReply> Reply { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
