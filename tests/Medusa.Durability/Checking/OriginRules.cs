using Medusa.Durability.History;

namespace Medusa.Durability.Checking;

/// <summary>What is in the journal must have been asked for, and not have been refused for good.</summary>
public static class OriginRules
{
    /// <summary>Every episode, step and end that no client asked for.</summary>
    public static IEnumerable<Violation> Check(IReadOnlyList<Call> calls, IReadOnlyList<JournaledEpisode> journal)
    {
        var asked = calls.ToLookup(call => call.RequestId, call => call);
        var lastResets = calls.Where(call => call.Kind == CallKind.Create).GroupBy(call => call.Client).Select(client => client.MaxBy(call => call.Started)!.RequestId).ToHashSet();
        return journal.SelectMany(episode => Check(episode, asked, lastResets)).Concat(CheckNumbers(asked, journal));
    }

    private static IEnumerable<Violation> Check(JournaledEpisode episode, ILookup<string, Call> asked, HashSet<string> lastResets)
    {
        if (!asked[MemberRequests.RequestOf(episode.RequestId)].Any(call => call.Kind == (episode.IsFork ? CallKind.Fork : CallKind.Create)))
        {
            yield return new Violation("P3", $"nobody asked for the episode {episode.Id} (request {episode.RequestId})");
        }

        // A reset ends the episode before it, never the client's latest.
        var mayBeReset = !lastResets.Contains(episode.RequestId ?? "");
        foreach (var end in episode.Rows.Where(row => row.Kind == JournalRow.EpisodeClosed && !(mayBeReset && row.Event.Contains("\"reason\":\"reset\"", StringComparison.Ordinal))))
        {
            yield return new Violation("P4", $"nobody closed the episode {episode.Id}: {end.Event}");
        }

        foreach (var row in episode.Steps)
        {
            var requests = asked[row.RequestId ?? ""].Where(call => call.Episode == episode.Id && call.Step == row.Step).ToArray();
            if (requests.Length == 0)
            {
                yield return new Violation("P3", $"nobody asked for step {row.Step} of episode {episode.Id} (request {row.RequestId})");
            }
            else if (requests.All(call => call.Outcome is Outcome.Refused { MayBeRepeated: false }))
            {
                yield return new Violation("P4", $"{requests[0].Subject} was refused and is in the journal");
            }
        }
    }

    private static IEnumerable<Violation> CheckNumbers(ILookup<string, Call> asked, IReadOnlyList<JournaledEpisode> journal) =>
        from episode in journal
        group episode by MemberRequests.RequestOf(episode.RequestId) into made
        let request = asked[made.Key].FirstOrDefault(call => call.Kind != CallKind.Step)
        where request is not null && made.Count() > request.Count
        select new Violation("P3", $"{request.Subject} was to make {request.Count} episodes and made {made.Count()}: {string.Join(", ", made.Select(episode => episode.Id))}");
}
