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
        var now = time.GetUtcNow();
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
        if (isStopped || !cells.TryGetValue(key, out var cell) || cell.Enter(command, options.MailboxCapacity, now, out var waiting) is var admission && admission is Admission.Retired or Admission.Full)
        {
            reply = DispatchedAsync(key, command, cancellation);
            return null;
        }

        if (admission == Admission.Waits)
        {
            reply = new ValueTask<EpisodeReply>(waiting!.WaitAsync(cancellation));
            return null;
        }

        if (NeedsCodeOnly(cell, command, out var episode, out var request))
        {
            return new EnteredStep(index, cell, episode, command, request);
        }

        reply = RunAsync(cell, command, now, cancellation);
        return null;
    }

    /// <summary>A single step whose caller may have stopped waiting already: that shows where it is awaited, once the others are under way.</summary>
    private async ValueTask<EpisodeReply> DispatchedAsync(EpisodeKey key, StepEpisode command, CancellationToken cancellation) =>
        await DispatchAsync(key, command, cancellation).ConfigureAwait(false);

    private static bool NeedsCodeOnly(EpisodeCell cell, StepEpisode command, out Episode episode, out StepRequest request)
    {
        episode = cell.Episode!;
        request = default;
        return episode is not null && StepRequest.Read(command, episode.Environment.Actions, out request) is null && episode.RecordedStepFor(request) == 0;
    }

    private async Task TakeAsync(List<EnteredStep> steps, int start, int count, EpisodeReply[] replies, DateTimeOffset now)
    {
        // All that are decided are begun before the first is waited for, so that their events share a commit.
        var pending = new ValueTask[count];
        await containment.RunManyAsync(
            count,
            offset => steps[start + offset].Episode.Now.View.State,
            (offset, token) =>
            {
                var step = steps[start + offset];
                return step.Episode.Decide(step.Command, step.Request, null, options.InvalidActionLimit, now, token);
            },
            (offset, decision, fault) => pending[offset] = FinishAsync(steps[start + offset], decision, fault, replies, now)).ConfigureAwait(false);
        foreach (var finishing in pending)
        {
            await finishing.ConfigureAwait(false);
        }
    }

    private async ValueTask FinishAsync(EnteredStep step, Decision decision, Exception? fault, EpisodeReply[] replies, DateTimeOffset now) =>
        replies[step.Index] = await FinishAsync(step, decision, fault, now).ConfigureAwait(false);

    private async ValueTask<EpisodeReply> FinishAsync(EnteredStep step, Decision decision, Exception? fault, DateTimeOffset now)
    {
        var (cell, episode, request) = (step.Cell, step.Episode, step.Request);
        try
        {
            if (fault is PluginOverrunException late)
            {
                decision = Overrun(episode, request, late);
            }
            else if (fault is not null)
            {
                return Failed(cell, fault);
            }

            return await ConcludeAsync(cell, episode, Judge(cell, episode, request, decision, now), isRecorded: false).ConfigureAwait(false)
                ?? await StepAsync(cell, step.Command, request, now).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            return Failed(cell, failure);
        }
        finally
        {
            cell.Leave();
        }
    }

    /// <summary>A step whose mailbox is its own until it leaves.</summary>
    private readonly record struct EnteredStep(int Index, EpisodeCell Cell, Episode Episode, StepEpisode Command, StepRequest Request);
}
