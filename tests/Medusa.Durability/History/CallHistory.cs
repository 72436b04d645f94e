using System.Collections.Concurrent;
using System.Diagnostics;

namespace Medusa.Durability.History;

/// <summary>Every call of every client, in the order in which their outcomes became known. Nothing is ever taken out or changed.</summary>
public sealed class CallHistory
{
    private readonly ConcurrentQueue<Call> calls = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private int acknowledged;
    private Action? atNextAnswer;

    /// <summary>The time since the history began.</summary>
    public TimeSpan Now => clock.Elapsed;

    /// <summary>How many calls there are.</summary>
    public int Count => calls.Count;

    /// <summary>The calls so far.</summary>
    public IReadOnlyList<Call> Calls => [.. calls];

    /// <summary>How many calls were acknowledged so far.</summary>
    public int Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>Adds a call.</summary>
    public void Add(Call call)
    {
        calls.Enqueue(call);
        if (call.Outcome is Outcome.Answered)
        {
            Interlocked.Increment(ref acknowledged);
            Interlocked.Exchange(ref atNextAnswer, null)?.Invoke();
        }
    }

    /// <summary>Does something once, in the very moment in which a client gets its next answer.</summary>
    public async Task AtNextAnswerAsync(Action act, TimeSpan within)
    {
        Volatile.Write(ref atNextAnswer, act);
        await Eventually.HoldsAsync(() => Volatile.Read(ref atNextAnswer) is null, within, "an answer came");
    }

    /// <summary>How many calls had which outcome, for messages.</summary>
    public string Summary()
    {
        var calls = Calls;
        var refusals = calls.Select(call => call.Outcome).OfType<Outcome.Refused>().GroupBy(refused => $"{refused.Status} {refused.Code}").Select(group => $"{group.Count()} × {group.Key}");
        return $"{calls.Count} calls: {calls.Count(call => call.Outcome is Outcome.Answered)} answered " +
            $"({calls.Count(call => call.Outcome is Outcome.Answered { Replayed: true })} replayed), " +
            $"{calls.Count(call => call.Outcome is Outcome.Unknown)} unknown, refused: {string.Join(", ", refusals.DefaultIfEmpty("none"))}";
    }
}
