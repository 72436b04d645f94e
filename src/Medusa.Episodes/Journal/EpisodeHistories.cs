namespace Medusa.Episodes;

/// <summary>Reads episodes' histories: their own events and, for forks, those of the ancestors.</summary>
internal sealed class EpisodeHistories(IEpisodeJournal journal)
{
    /// <summary>An episode's history; null where there is no such episode.</summary>
    /// <param name="key">The episode.</param>
    /// <param name="withReplies">Whether the recorded answers are wanted.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="JournalDamageException">An ancestor's event is missing.</exception>
    public async ValueTask<EpisodeHistory?> ReadAsync(EpisodeKey key, bool withReplies, CancellationToken cancellation = default)
    {
        var own = await journal.ReadAsync(key, withReplies, cancellation).ConfigureAwait(false);
        if (own.Count == 0)
        {
            return null;
        }

        if (own[0] is EpisodeStarted started)
        {
            return new EpisodeHistory(key, started, [], own);
        }

        var inherited = new LinkedList<StepTaken>();
        var first = own[0];
        while (first is EpisodeForked fork)
        {
            var parent = await journal.ReadAsync(key with { Id = fork.Parent }, withReplies, cancellation).ConfigureAwait(false);
            if (parent.Count == 0)
            {
                throw new JournalDamageException(0);
            }

            foreach (var step in parent.OfType<StepTaken>().Where(step => step.Index <= fork.At).Reverse())
            {
                inherited.AddFirst(step);
            }

            // A copy of what the parent had inherited: of its ancestors' steps, those up to here alone.
            first = parent[0] is EpisodeForked above && above.At > fork.At ? above with { At = fork.At } : parent[0];
        }

        return new EpisodeHistory(key, (EpisodeStarted)first, [.. inherited], own);
    }

    /// <summary>The recorded answer after one of an episode's steps, its own or an ancestor's.</summary>
    public async ValueTask<(ReadOnlyMemory<byte> Body, EpisodeId Of)> ReplyAtAsync(EpisodeKey key, int at)
    {
        while (true)
        {
            var own = await journal.ReadAsync(key).ConfigureAwait(false);
            if (own.Count == 0)
            {
                throw new JournalDamageException(0);
            }

            var beginsAt = own[0] is EpisodeForked fork ? fork.At : 0;
            if (at == beginsAt)
            {
                return (own[0].Beginning!.Reply, key.Id);
            }

            if (at > beginsAt)
            {
                return own.OfType<StepTaken>().FirstOrDefault(step => step.Index == at) is { } step ? (step.Reply, key.Id) : throw new JournalDamageException(at);
            }

            key = key with { Id = ((EpisodeForked)own[0]).Parent };
        }
    }
}
