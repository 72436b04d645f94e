using System.Text.Json;
using Medusa.Durability.History;

namespace Medusa.Durability.Checking;

/// <summary>What must hold of a journal and what clients were told.</summary>
public static class AcknowledgementRules
{
    /// <summary>Every acknowledgement that the journal does not bear out, and every answer that changed.</summary>
    public static IEnumerable<Violation> Check(IReadOnlyList<Call> calls, IReadOnlyList<JournaledEpisode> journal)
    {
        var episodes = journal.Where(episode => episode.Id.Length > 0).GroupBy(episode => episode.Id).ToDictionary(group => group.Key, group => group.First());
        return calls
            .Where(call => call.Outcome is Outcome.Answered)
            .SelectMany(call => CheckAnswer(call, ((Outcome.Answered)call.Outcome).Body, episodes))
            .Concat(CheckRepetitions(calls));
    }

    private static IEnumerable<Violation> CheckAnswer(Call call, string body, Dictionary<string, JournaledEpisode> episodes)
    {
        if (Parse(call, body) is not { } replies)
        {
            return [new Violation("P9", $"{call.Subject} was answered with what is no step result: {body}")];
        }

        if (replies.Count != call.Count)
        {
            return [new Violation("P3", $"{call.Subject} was to make {call.Count} episodes and was answered with {replies.Count}")];
        }

        return replies.SelectMany((reply, place) => CheckReply(call, place, reply.Raw, reply.Reply, episodes)).Concat(CheckFamily(call, replies));
    }

    private static IEnumerable<Violation> CheckReply(Call call, int place, string raw, StepReply reply, Dictionary<string, JournaledEpisode> episodes)
    {
        if (reply.Step != call.Step || (call.Kind == CallKind.Step && reply.EpisodeId != call.Episode))
        {
            return [new Violation("P4", $"{call.Subject} was answered as step {reply.Step} of {reply.EpisodeId}")];
        }

        if (reply.Durability is "volatile" or null)
        {
            return [new Violation("P2", $"{call.Subject} was acknowledged as {reply.Durability ?? "nothing said"}")];
        }

        var episode = episodes.GetValueOrDefault(reply.EpisodeId);
        var row = episode?.Rows.FirstOrDefault(row => call.Kind == CallKind.Step ? row.IsStep && row.Step == call.Step : row.Index == 0);
        if (row is null)
        {
            return [new Violation("P2", $"{call.Subject} was acknowledged and is not in the journal")];
        }

        return call.Kind == CallKind.Step ? CheckStep(call, raw, reply, row) : CheckFirst(call, place, raw, episode!, row);
    }

    private static IEnumerable<Violation> CheckFirst(Call call, int place, string raw, JournaledEpisode episode, JournalRow row)
    {
        foreach (var violation in CheckRecord(call, raw, row))
        {
            yield return violation;
        }

        if (episode.RequestId != MemberRequests.Name(call.RequestId, place))
        {
            yield return new Violation("P3", $"{call.Subject} was acknowledged, the journal holds episode {episode.Id} under the request {episode.RequestId}");
        }

        if (call.Kind == CallKind.Fork && episode.Origin() is var origin && (origin.Parent != call.Episode || origin.At != call.Step))
        {
            yield return new Violation("P2", $"{call.Subject} was acknowledged, the journal holds {episode.Id} as a copy of {origin.Parent} after step {origin.At}");
        }
    }

    private static IEnumerable<Violation> CheckStep(Call call, string raw, StepReply reply, JournalRow row)
    {
        foreach (var violation in CheckRecord(call, raw, row))
        {
            yield return violation;
        }

        if ((row.RequestId ?? "") != call.RequestId)
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

    private static IEnumerable<Violation> CheckRecord(Call call, string raw, JournalRow row)
    {
        if (Recorded(row) is var recorded && recorded != raw)
        {
            yield return new Violation("P2", $"{call.Subject} was acknowledged with {raw}, the journal holds {recorded ?? row.Event}");
        }
    }

    /// <summary>What one request made is one group, or belongs to the parent's family.</summary>
    private static IEnumerable<Violation> CheckFamily(Call call, IReadOnlyList<(string Raw, StepReply Reply)> replies)
    {
        var ids = replies.Select(reply => reply.Reply.EpisodeId).ToArray();
        var roots = ids.Concat(call.Kind == CallKind.Fork ? [call.Episode] : []).Select(id => id.Split('~')[0]).Distinct().Count();
        if (call.Kind != CallKind.Step && (roots != 1 || ids.Distinct().Count() != ids.Length))
        {
            yield return new Violation("P3", $"{call.Subject} made episodes that are no family: {string.Join(", ", ids)}");
        }

        if (replies.Select(reply => reply.Reply.StateDigest).Distinct().Count() != 1)
        {
            yield return new Violation("P5", $"{call.Subject} made episodes that begin unlike: {string.Join(", ", replies.Select(reply => $"{reply.Reply.EpisodeId} {reply.Reply.StateDigest}"))}");
        }
    }

    private static IEnumerable<Violation> CheckRepetitions(IReadOnlyList<Call> calls) =>
        from call in calls
        where call.Outcome is Outcome.Answered
        group ((Outcome.Answered)call.Outcome).Body by (call.Kind, call.Episode, call.RequestId, call.Subject) into answers
        let different = answers.Distinct().Count()
        where different > 1
        select new Violation("P3", $"{answers.Key.Subject} got {different} different answers");

    private static IReadOnlyList<(string Raw, StepReply Reply)>? Parse(Call call, string body)
    {
        try
        {
            return [.. (call.Kind == CallKind.Step ? [body] : StepReply.OfEpisodes(body)).Select(raw => (raw, StepReply.Read(raw)))];
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
