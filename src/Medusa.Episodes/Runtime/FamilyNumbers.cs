using System.Collections.Concurrent;

namespace Medusa.Episodes;

/// <summary>
/// Hands out the numbers of new family members. What another process took meanwhile shows as a conflict; the journal is then asked again.
/// </summary>
internal sealed class FamilyNumbers(IEpisodeJournal journal)
{
    private const int Remembered = 65_536;
    private readonly ConcurrentDictionary<(Owner Owner, string Root), StrongBox> latest = new();

    /// <summary>The first of some numbers that this process gives to nobody else.</summary>
    /// <param name="owner">Whose family.</param>
    /// <param name="root">The family's name.</param>
    /// <param name="count">How many numbers.</param>
    public async ValueTask<int> TakeAsync(Owner owner, string root, int count)
    {
        if (!latest.TryGetValue((owner, root), out var box))
        {
            if (latest.Count >= Remembered)
            {
                latest.Clear();
            }

            box = latest.GetOrAdd((owner, root), new StrongBox(await journal.LastMemberAsync(owner, root).ConfigureAwait(false)));
        }

        return Interlocked.Add(ref box.Value, count) - count + 1;
    }

    /// <summary>Asks the journal again. What was handed out meanwhile stays so: numbers only rise.</summary>
    /// <param name="owner">Whose family.</param>
    /// <param name="root">The family's name.</param>
    public async ValueTask RenewAsync(Owner owner, string root)
    {
        var last = await journal.LastMemberAsync(owner, root).ConfigureAwait(false);
        if (!latest.TryGetValue((owner, root), out var box))
        {
            return;
        }

        for (var known = Volatile.Read(ref box.Value); known < last;)
        {
            var seen = Interlocked.CompareExchange(ref box.Value, last, known);
            known = seen == known ? last : seen;
        }
    }

    private sealed class StrongBox(int value)
    {
        public int Value = value;
    }
}
