namespace Medusa.Episodes;

/// <content>Many steps in one call: their mailboxes are entered at once, their plugin code shares a hop to a worker, their events a commit.</content>
public sealed partial class EmbeddedEngine
{
    /// <summary>How many steps share a hop: enough to make it cheap, few enough that nobody waits long behind them.</summary>
    private const int StepsOfHop = 128;

    /// <inheritdoc/>
    public async ValueTask StepManyAsync(IReadOnlyList<StepEpisode> commands, EpisodeReply[] replies, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(commands);
        ArgumentNullException.ThrowIfNull(replies);
        ArgumentOutOfRangeException.ThrowIfNotEqual(replies.Length, commands.Count);
        cancellation.ThrowIfCancellationRequested();
        var now = runtime.Now;
        var entered = new List<EnteredStep>(commands.Count);
        var others = new List<(int Index, ValueTask<EpisodeReply> Reply)>();
        for (var index = 0; index < commands.Count; index++)
        {
            // A mailbox keeps the order of what is put into it, so steps of one episode stay in the list's order.
            if (Enter(commands[index], index, now, cancellation, out var reply) is { } step)
            {
                entered.Add(step);
            }
            else
            {
                others.Add((index, reply));
            }
        }

        var hops = new List<Task>((entered.Count / StepsOfHop) + 1);
        for (var start = 0; start < entered.Count; start += StepsOfHop)
        {
            hops.Add(TakeAsync(entered, start, Math.Min(StepsOfHop, entered.Count - start), replies, now));
        }

        foreach (var hop in hops)
        {
            await hop.ConfigureAwait(false);
        }

        foreach (var (index, reply) in others)
        {
            replies[index] = await reply.ConfigureAwait(false);
        }
    }

    /// <summary>Enters a step's mailbox where nobody is ahead of it and nothing but its plugin's code is needed; else it goes the way of a single step.</summary>
    private EnteredStep? Enter(StepEpisode command, int index, DateTimeOffset now, CancellationToken cancellation, out ValueTask<EpisodeReply> reply)
    {
        reply = default;
        var key = new EpisodeKey(command.Owner, command.Id);
        if (isStopped || !cells.TryGetValue(key, out var cell) || cell.Enter(command, runtime.MailboxCapacity, now, out var waiting) is var admission && admission is Admission.Retired or Admission.Full)
        {
            reply = DispatchedAsync(key, command, cancellation);
            return null;
        }

        if (admission == Admission.Waits)
        {
            reply = new ValueTask<EpisodeReply>(waiting!.WaitAsync(cancellation));
            return null;
        }

        if (EpisodeRuntime.IsReady(cell, command, out var ready))
        {
            return new EnteredStep(index, cell, ready);
        }

        reply = RunAsync(cell, command, now, cancellation);
        return null;
    }

    /// <summary>A single step whose caller may have stopped waiting already: that shows where it is awaited, once the others are under way.</summary>
    private async ValueTask<EpisodeReply> DispatchedAsync(EpisodeKey key, StepEpisode command, CancellationToken cancellation) =>
        await DispatchAsync(key, command, cancellation).ConfigureAwait(false);

    private async Task TakeAsync(List<EnteredStep> steps, int start, int count, EpisodeReply[] replies, DateTimeOffset now) => await runtime.TakeManyAsync(
        count,
        offset => steps[start + offset].Step,
        (offset, reply) =>
        {
            replies[steps[start + offset].Index] = reply;
            steps[start + offset].Cell.Leave();
        },
        now).ConfigureAwait(false);

    /// <summary>A step whose mailbox is its own until it leaves.</summary>
    private readonly record struct EnteredStep(int Index, EpisodeCell Cell, ReadyStep Step);
}
