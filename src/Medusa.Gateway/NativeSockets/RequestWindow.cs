using System.Runtime.InteropServices;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>
/// The requests of one socket that are not answered yet. It bounds them in all, and for each episode to what its mailbox takes, so that a client may send ahead as
/// it likes: what does not fit is not read.
/// </summary>
/// <param name="capacity">How many requests.</param>
/// <param name="capacityOfOne">How many of one episode.</param>
internal sealed class RequestWindow(int capacity, int capacityOfOne)
{
    private readonly Lock gate = new();
    private readonly Dictionary<EpisodeId, int> busy = [];
    private TaskCompletionSource? changed;
    private int used;

    /// <summary>Takes a place as soon as there is one. Only one caller may enter at a time.</summary>
    /// <param name="claim">What to take.</param>
    public ValueTask EnterAsync(WindowClaim claim) => TryEnter(claim, out var change) ? default : WaitAsync(claim, change);

    /// <summary>Gives a place back.</summary>
    /// <param name="claim">What was taken.</param>
    public void Leave(WindowClaim claim)
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            used -= Weight(claim);
            if (claim.One is { } one)
            {
                Give(one, claim.IsExclusive ? capacityOfOne : 1);
            }

            foreach (var (id, steps) in claim.Many ?? [])
            {
                Give(id, steps);
            }

            waiting = changed;
            changed = null;
        }

        waiting?.SetResult();
    }

    /// <summary>Waits until every request is answered.</summary>
    public async ValueTask EmptyAsync()
    {
        while (true)
        {
            Task change;
            lock (gate)
            {
                if (used == 0)
                {
                    return;
                }

                change = Change();
            }

            await change;
        }
    }

    private async ValueTask WaitAsync(WindowClaim claim, Task change)
    {
        do
        {
            await change;
        }
        while (!TryEnter(claim, out change!));
    }

    private bool TryEnter(WindowClaim claim, out Task change)
    {
        lock (gate)
        {
            if (used + Weight(claim) > capacity || !HasRoom(claim))
            {
                change = Change();
                return false;
            }

            used += Weight(claim);
            if (claim.One is { } one)
            {
                Take(one, claim.IsExclusive ? capacityOfOne : 1);
            }

            foreach (var (id, steps) in claim.Many ?? [])
            {
                Take(id, steps);
            }

            change = Task.CompletedTask;
            return true;
        }
    }

    private int Weight(WindowClaim claim) => Math.Min(claim.Weight, capacity);

    private bool HasRoom(WindowClaim claim)
    {
        if (busy.Count == 0)
        {
            return true;
        }

        if (claim.One is { } one)
        {
            return HasRoom(one, claim.IsExclusive ? capacityOfOne : 1);
        }

        foreach (var (id, steps) in claim.Many ?? [])
        {
            if (!HasRoom(id, steps))
            {
                return false;
            }
        }

        return true;
    }

    private bool HasRoom(EpisodeId id, int steps) => !busy.TryGetValue(id, out var taken) || taken + steps <= capacityOfOne;

    private void Take(EpisodeId id, int steps) => CollectionsMarshal.GetValueRefOrAddDefault(busy, id, out _) += steps;

    private void Give(EpisodeId id, int steps)
    {
        ref var taken = ref CollectionsMarshal.GetValueRefOrNullRef(busy, id);
        taken -= steps;
        if (taken <= 0)
        {
            busy.Remove(id);
        }
    }

    private Task Change() => (changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
}
