using System.Text.Json;

namespace Medusa.Durability.Checking;

/// <summary>What must hold of an episode that began as a copy of another.</summary>
public static class ForkRules
{
    /// <summary>Every fork that does not begin as its parent stood.</summary>
    public static IEnumerable<Violation> Check(IReadOnlyList<JournaledEpisode> journal)
    {
        var episodes = journal.Where(episode => episode.Id.Length > 0).GroupBy(episode => (episode.Owner, episode.Id)).ToDictionary(group => group.Key, group => group.First());
        return journal.Where(episode => episode.IsFork).SelectMany(fork => Check(fork, episodes));
    }

    private static IEnumerable<Violation> Check(JournaledEpisode fork, Dictionary<(string? Owner, string Id), JournaledEpisode> episodes)
    {
        var (parentId, at) = fork.Origin();
        if (parentId is null || at is null || fork.Rows[0].Step != at)
        {
            return [new Violation("P1", $"the fork {fork.Id} says that it began after step {at} of {parentId ?? "nobody"}, its row says {fork.Rows[0].Step}")];
        }

        if (!episodes.TryGetValue((fork.Owner, parentId), out var parent))
        {
            return [new Violation("P2", $"the fork {fork.Id} began from {parentId}, which is not in the journal")];
        }

        return RowAt(parent, at.Value, episodes) is { } row
            ? Compare(fork, row)
            : [new Violation("P2", $"the fork {fork.Id} began after step {at} of {parentId}, which has {parent.LastStep} steps")];
    }

    /// <summary>The row that an episode's step left, its ancestors' steps among them; the first row of its family for step 0.</summary>
    private static JournalRow? RowAt(JournaledEpisode? episode, int step, Dictionary<(string? Owner, string Id), JournaledEpisode> episodes)
    {
        while (episode is { IsFork: true } && step < episode.BeginsAfter)
        {
            episode = episodes.GetValueOrDefault((episode.Owner, episode.Origin().Parent ?? ""));
        }

        return step == episode?.BeginsAfter ? episode.Rows.Count > 0 ? episode.Rows[0] : null : episode?.Steps.FirstOrDefault(row => row.Step == step);
    }

    private static IEnumerable<Violation> Compare(JournaledEpisode fork, JournalRow parent)
    {
        var first = fork.Rows[0];
        if (first.StateDigest != parent.StateDigest || !(first.CumulativeReward ?? 0).Equals(parent.CumulativeReward ?? 0))
        {
            yield return new Violation("P5", $"the fork {fork.Id} begins with {first.StateDigest} and {first.CumulativeReward}, its parent stood at {parent.StateDigest} and {parent.CumulativeReward}");
        }

        if (WithoutIds(first.Event) is var copied && WithoutIds(parent.Event) is var original && (copied is null || copied != original))
        {
            yield return new Violation("P5", $"the fork {fork.Id} begins with the answer {copied}, its parent was answered {original}");
        }
    }

    /// <summary>The recorded answer with its episode's id taken out of it.</summary>
    private static string? WithoutIds(string json)
    {
        try
        {
            var reply = StepReply.OfEvent(json);
            return reply.Replace($"\"{StepReply.Read(reply).EpisodeId}\"", "\"\"", StringComparison.Ordinal);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
