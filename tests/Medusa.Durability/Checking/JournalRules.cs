namespace Medusa.Durability.Checking;

/// <summary>What must hold of a journal alone, whatever clients did.</summary>
public static class JournalRules
{
    /// <summary>Every violation in the journal.</summary>
    public static IEnumerable<Violation> Check(IReadOnlyList<JournaledEpisode> journal)
    {
        foreach (var twice in journal.GroupBy(episode => (episode.Owner, episode.Id)).Where(group => group.Count() > 1))
        {
            yield return new Violation("P1", $"{twice.Count()} histories of the episode {twice.Key.Id}");
        }

        foreach (var twice in journal.Where(episode => episode.RequestId is not null).GroupBy(episode => (episode.Owner, episode.RequestId)).Where(group => group.Count() > 1))
        {
            yield return new Violation("P3", $"the creation {twice.Key.RequestId} made {twice.Count()} episodes: {string.Join(", ", twice.Select(episode => episode.Id))}");
        }

        foreach (var violation in journal.SelectMany(Check))
        {
            yield return violation;
        }
    }

    private static IEnumerable<Violation> Check(JournaledEpisode episode)
    {
        if (episode.Id.Length == 0)
        {
            yield return new Violation("P1", $"{episode.Rows.Count} events belong to no episode");
            yield break;
        }

        foreach (var violation in CheckOrder(episode).Concat(CheckRequests(episode)).Concat(CheckRewards(episode)))
        {
            yield return violation;
        }
    }

    private static IEnumerable<Violation> CheckOrder(JournaledEpisode episode)
    {
        var indices = episode.Rows.Select(row => row.Index).ToArray();
        if (!indices.SequenceEqual(Enumerable.Range(0, indices.Length)))
        {
            yield return new Violation("P1", $"the events of episode {episode.Id} have the indices {string.Join(", ", indices)}");
        }

        if (episode.Rows.Count == 0 || episode.Rows[0].Kind is not ("episode_started" or JournalRow.EpisodeForked))
        {
            yield return new Violation("P1", $"episode {episode.Id} begins with {(episode.Rows.Count == 0 ? "nothing" : episode.Rows[0].Kind)}");
        }

        var steps = episode.Steps.Select(row => row.Step).ToArray();
        if (!steps.SequenceEqual(Enumerable.Range(episode.BeginsAfter + 1, steps.Length).Select(step => (int?)step)))
        {
            yield return new Violation("P4", $"the steps of episode {episode.Id} are {string.Join(", ", steps)}");
        }
    }

    private static IEnumerable<Violation> CheckRequests(JournaledEpisode episode) => episode.Steps
        .Where(row => row.RequestId is not null)
        .GroupBy(row => row.RequestId)
        .Where(group => group.Count() > 1)
        .Select(twice => new Violation("P3", $"the request {twice.Key} was applied to episode {episode.Id} as the steps {string.Join(", ", twice.Select(row => row.Step))}"));

    private static IEnumerable<Violation> CheckRewards(JournaledEpisode episode)
    {
        var sum = episode.IsFork ? episode.Rows[0].CumulativeReward ?? double.NaN : 0.0;
        foreach (var row in episode.Steps)
        {
            sum += row.Reward ?? double.NaN;
            if (!sum.Equals(row.CumulativeReward))
            {
                yield return new Violation("P4", $"the rewards of episode {episode.Id} sum to {sum:R} at step {row.Step}, the journal says {row.CumulativeReward:R}");
            }
        }
    }
}
