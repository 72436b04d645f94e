using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>
/// Cuts a batch into runs whose elements may be done side by side. A new one begins where an element is about an episode that the run starts, or starts one that the run
/// steps, and where an episode would get more steps at once than its mailbox takes.
/// </summary>
internal sealed class BatchWaves
{
    private const int Starts = int.MaxValue;
    private const int MostOfOne = 32;

    private BatchWaves(List<int> ends, Dictionary<EpisodeId, int>? counts) => (Ends, Counts) = (ends, counts);

    /// <summary>Where each run ends.</summary>
    public List<int> Ends { get; }

    /// <summary>The number of steps of each episode, where the batch is one run that starts nothing under a name that others may use; null for others.</summary>
    public Dictionary<EpisodeId, int>? Counts { get; }

    /// <summary>How many requests about one episode may be with the engine: half of its mailbox, so that other callers' find room.</summary>
    /// <param name="options">The mailboxes.</param>
    public static int LimitOfOne(EpisodesOptions options) => Math.Clamp(options.MailboxCapacity / 2, 1, MostOfOne);

    /// <summary>Cuts a batch.</summary>
    /// <param name="items">The batch.</param>
    /// <param name="limitOfOne">The greatest number of steps of one episode in a run.</param>
    public static BatchWaves Of(BatchItem[] items, int limitOfOne)
    {
        var ends = new List<int>(1);
        var seen = new Dictionary<EpisodeId, int>(items.Length);
        var isNaming = false;
        for (var index = 0; index < items.Length; index++)
        {
            if (Id(items[index]) is not { } id)
            {
                continue;
            }

            var isStart = items[index].Create is not null;
            isNaming |= isStart;
            var count = seen.GetValueOrDefault(id);
            if (count > 0 && (isStart || count >= limitOfOne))
            {
                ends.Add(index);
                seen.Clear();
                count = 0;
            }

            seen[id] = isStart ? Starts : count + 1;
        }

        ends.Add(items.Length);
        return new BatchWaves(ends, ends.Count == 1 && !isNaming ? seen : null);
    }

    /// <summary>The episode that an element is about; null where nobody else can name it yet, or where it is refused already.</summary>
    private static EpisodeId? Id(in BatchItem item) => item.Step is { } step ? step.Id : item.Create is { IsNamed: true } create ? create.Id : null;
}
