using System.Text.Json;
using Medusa.Durability.Tests.History;

namespace Medusa.Durability.Tests.Checking;

/// <summary>What must hold of a journal and what clients were told.</summary>
public static class AcknowledgementRules
{
    /// <summary>Every acknowledgement that the journal does not bear out, every answer that changed, every row that nobody asked for.</summary>
    public static IEnumerable<Violation> Check(IReadOnlyList<Call> calls, IReadOnlyList<JournaledEpisode> journal)
    {
        var episodes = journal.Where(episode => episode.Id.Length > 0).GroupBy(episode => episode.Id).ToDictionary(group => group.Key, group => group.First());
        return CheckAnswers(calls, episodes).Concat(CheckRepetitions(calls)).Concat(CheckOrigins(calls, journal));
    }

    private static IEnumerable<Violation> CheckAnswers(IReadOnlyList<Call> calls, Dictionary<string, JournaledEpisode> episodes)
    {
        foreach (var call in calls)
        {
            if (call.Outcome is not Outcome.Answered answer)
            {
                continue;
            }

            foreach (var violation in CheckAnswer(call, answer.Body, episodes))
            {
                yield return violation;
            }
        }
    }

    private static IEnumerable<Violation> CheckAnswer(Call call, string body, Dictionary<string, JournaledEpisode> episodes)
    {
        if (Parse(call, body) is not var (raw, reply))
        {
            return [new Violation("P9", $"{call.Subject} was answered with what is no step result: {body}")];
        }

        if (reply.Step != call.Step || (call.Kind == CallKind.Step && reply.EpisodeId != call.Episode))
        {
            return [new Violation("P4", $"{call.Subject} was answered as step {reply.Step} of {reply.EpisodeId}")];
        }

        if (reply.Durability is "volatile" or null)
        {
            return [new Violation("P2", $"{call.Subject} was acknowledged as {reply.Durability ?? "nothing said"}")];
        }

        var row = episodes.GetValueOrDefault(reply.EpisodeId)?.Rows.FirstOrDefault(row => call.Kind == CallKind.Create ? row.Index == 0 : row.IsStep && row.Step == call.Step);
        return row is null
            ? [new Violation("P2", $"{call.Subject} was acknowledged and is not in the journal")]
            : CheckRow(call, raw, reply, row);
    }

    private static IEnumerable<Violation> CheckRow(Call call, string raw, StepReply reply, JournalRow row)
    {
        if (Recorded(row) is var recorded && recorded != raw)
        {
            yield return new Violation("P2", $"{call.Subject} was acknowledged with {raw}, the journal holds {recorded ?? row.Event}");
        }

        if (call.Kind == CallKind.Create)
        {
            yield break;
        }

        if (row.RequestId != call.RequestId)
        {
            yield return new Violation("P3", $"{call.Subject} was acknowledged, the journal holds the step under the request {row.RequestId}");
        }

        if (StepReply.ActionName(row.Action) != call.Action)
        {
            yield return new Violation("P2", $"{call.Subject} was acknowledged, the journal holds the action {row.Action}");
        }

        if (!Equals(row.Reward, reply.Reward) || !Equals(row.CumulativeReward, reply.CumulativeReward) || row.StateDigest != reply.StateDigest)
        {
            yield return new Violation("P2", $"{call.Subject}: the columns ({row.Reward}, {row.CumulativeReward}, {row.StateDigest}) are not those of the answer ({reply.Reward}, {reply.CumulativeReward}, {reply.StateDigest})");
        }
    }

    private static IEnumerable<Violation> CheckRepetitions(IReadOnlyList<Call> calls) =>
        from call in calls
        where call.Outcome is Outcome.Answered
        group ((Outcome.Answered)call.Outcome).Body by (call.Kind, call.Episode, call.RequestId, call.Subject) into answers
        let different = answers.Distinct().Count()
        where different > 1
        select new Violation("P3", $"{answers.Key.Subject} got {different} different answers");

    /// <summary>What is in the journal must have been asked for, and not have been refused for good.</summary>
    private static IEnumerable<Violation> CheckOrigins(IReadOnlyList<Call> calls, IReadOnlyList<JournaledEpisode> journal)
    {
        var asked = calls.ToLookup(call => call.RequestId, call => call);
        foreach (var episode in journal)
        {
            if (!asked[episode.RequestId ?? ""].Any(call => call.Kind == CallKind.Create))
            {
                yield return new Violation("P3", $"nobody asked for the episode {episode.Id} (request {episode.RequestId})");
            }

            foreach (var row in episode.Steps)
            {
                var requests = asked[row.RequestId ?? ""].Where(call => call.Episode == episode.Id).ToArray();
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
    }

    private static (string Raw, StepReply Reply)? Parse(Call call, string body)
    {
        try
        {
            var raw = call.Kind == CallKind.Create ? StepReply.OfCreation(body) : body;
            return (raw, StepReply.Read(raw));
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Recorded(JournalRow row)
    {
        try
        {
            return StepReply.OfEvent(row.Event);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
