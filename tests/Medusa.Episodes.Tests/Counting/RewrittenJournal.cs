namespace Medusa.Episodes.Tests;

/// <summary>Copies of episodes into another journal, changed on the way as a disk or a hand might.</summary>
internal static class RewrittenJournal
{
    /// <summary>A journal with an owner's episodes, each event as <paramref name="change"/> makes it; null leaves one out.</summary>
    public static async Task<MemoryJournal> OfAsync(IEpisodeJournal journal, Func<EpisodeEvent, EpisodeEvent?> change, Func<IReadOnlyList<EpisodeEvent>, IEnumerable<EpisodeEvent>>? order = null)
    {
        var copy = new MemoryJournal(1_000);
        await foreach (var head in journal.ListAsync(CountingHost.Alice, null))
        {
            var events = (await journal.ReadAsync(head.Key)).Select(change).OfType<EpisodeEvent>().ToArray();
            foreach (var (index, changed) in (order?.Invoke(events) ?? events).Index())
            {
                Assert.Equal(AppendOutcome.Appended, await copy.AppendAsync(head.Key, index, changed));
            }
        }

        return copy;
    }
}
