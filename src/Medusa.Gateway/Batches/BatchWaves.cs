using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>
/// Cuts a batch into runs whose elements may be done side by side. A new one begins where an element is about an episode that the run starts, or starts one that the run
/// steps, and where an episode would get more steps at once than fit its mailbox.
/// </summary>
internal static class BatchWaves
{
    private const int Starts = int.MaxValue;

    /// <summary>The greatest number of steps of one episode in a run.</summary>
    public const int MaxStepsOfOne = 16;

    /// <summary>Where each run ends.</summary>
    /// <param name="items">The batch.</param>
    public static List<int> Ends(BatchItem[] items)
    {
        var ends = new List<int>(1);
        var seen = new Dictionary<EpisodeId, int>(items.Length);
        for (var index = 0; index < items.Length; index++)
        {
            if (Id(items[index]) is not { } id)
            {
                continue;
            }

            var isStart = items[index].Create is not null;
            var count = seen.GetValueOrDefault(id);
            if (count > 0 && (isStart || count >= MaxStepsOfOne))
            {
                ends.Add(index);
                seen.Clear();
                count = 0;
            }

            seen[id] = isStart ? Starts : count + 1;
        }

        ends.Add(items.Length);
        return ends;
    }

    /// <summary>The episode that an element is about; null where nobody else can name it yet, or where it is refused already.</summary>
    private static EpisodeId? Id(in BatchItem item) => item.Step is { } step ? step.Id : item.Create is { IsNamed: true } create ? create.Id : null;
}
