using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Does what the elements of a batch ask for. Each stands or fails alone.</summary>
/// <param name="engine">Where episodes run.</param>
/// <param name="options">The deadline.</param>
/// <param name="clock">The time.</param>
internal sealed class BatchRunner(IEpisodeEngine engine, GatewayOptions options, TimeProvider clock)
{
    private static readonly EpisodeReply Unknown = EpisodeReply.Refused(
        ProblemCode.OutcomeUnknown, "The request was not answered in time and may have been done: send it again under the same number or request id, or read the state.");

    private static readonly EpisodeReply NotSent = EpisodeReply.Refused(
        new Problem(ProblemCode.Overloaded, "An element before this one was not answered in time, and this one was not begun: send it again.") { RetryAfterSeconds = 1 });

    /// <summary>Runs a batch. The elements of the first run are given to the engine before the method first waits.</summary>
    /// <param name="items">The batch; not to be used again.</param>
    /// <param name="ends">Where each run ends: <see cref="BatchWaves"/>.</param>
    /// <returns>The batch with an answer to each element, and whether none is "unknown"; where one is, the engine may still read what was sent.</returns>
    public async ValueTask<(BatchItem[] Answered, bool IsComplete)> RunAsync(BatchItem[] items, List<int> ends)
    {
        var start = clock.GetTimestamp();
        var begin = 0;
        foreach (var end in ends)
        {
            var steps = Steps(items.AsSpan(begin, end - begin));
            var replies = new EpisodeReply[steps.Count];
            var wave = RunWaveAsync(items, begin, end, steps, replies);
            if (!wave.IsCompleted && !await IsInTimeAsync(wave, start))
            {
                // The run goes on and writes to its array when it ends.
                return (Late([.. items], begin, end, replies), false);
            }

            await wave;
            begin = end;
        }

        return (items, true);
    }

    private async Task<bool> IsInTimeAsync(Task wave, long start)
    {
        var rest = options.StepDeadline - clock.GetElapsedTime(start);
        try
        {
            await wave.WaitAsync(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, clock);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task RunWaveAsync(BatchItem[] items, int begin, int end, List<StepEpisode> steps, EpisodeReply[] replies)
    {
        List<(int Index, Task<EpisodeReply> Reply)>? creations = null;
        for (var index = begin; steps.Count < end - begin && index < end; index++)
        {
            if (items[index].Create is { } create)
            {
                (creations ??= []).Add((index, engine.CreateAsync(create).AsTask()));
            }
        }

        if (steps.Count > 0)
        {
            await engine.StepManyAsync(steps, replies);
        }

        foreach (var (index, reply) in creations ?? [])
        {
            items[index].Reply = await reply;
        }

        Distribute(items.AsSpan(begin, end - begin), replies);
    }

    private static List<StepEpisode> Steps(ReadOnlySpan<BatchItem> items)
    {
        var steps = new List<StepEpisode>(items.Length);
        foreach (ref readonly var item in items)
        {
            if (item.Step is { } step)
            {
                steps.Add(step);
            }
        }

        return steps;
    }

    private static void Distribute(Span<BatchItem> items, ReadOnlySpan<EpisodeReply> replies)
    {
        var next = 0;
        foreach (ref var item in items)
        {
            if (item.Step is not null)
            {
                item.Reply = replies[next++];
            }
        }
    }

    /// <summary>What is known when the time is over.</summary>
    private static BatchItem[] Late(BatchItem[] items, int begin, int end, ReadOnlySpan<EpisodeReply> replies)
    {
        Distribute(items.AsSpan(begin, end - begin), replies);
        for (var index = begin; index < items.Length; index++)
        {
            items[index].Reply ??= index < end ? Unknown : NotSent;
        }

        return items;
    }
}
