using Medusa.Durability.Checking;
using Medusa.Durability.History;

namespace Medusa.Cluster.Tests.Recovery;

/// <summary>What clients waited because of an attack.</summary>
/// <param name="Episodes">How many episodes had answers before it began and after.</param>
/// <param name="Median">The median over these episodes of the time from the last answer before it to the first one after it.</param>
/// <param name="Worst">The longest of these times.</param>
/// <param name="LongestRequest">The longest that any request took from then on, from its first attempt to its answer.</param>
public sealed record RecoveryTimes(int Episodes, TimeSpan Median, TimeSpan Worst, TimeSpan LongestRequest)
{
    /// <summary>Measures.</summary>
    /// <param name="calls">What clients saw.</param>
    /// <param name="attack">When the attack began, by the history's clock.</param>
    public static RecoveryTimes Of(IReadOnlyList<Call> calls, TimeSpan attack)
    {
        var waits = calls
            .Where(call => call.Outcome is Outcome.Answered)
            .SelectMany(call => EpisodesOf(call).Select(episode => (Episode: episode, At: call.Ended)))
            .GroupBy(answer => answer.Episode, answer => answer.At)
            .Select(answers => (Before: answers.Where(at => at <= attack).DefaultIfEmpty().Max(), After: answers.Where(at => at > attack).DefaultIfEmpty().Min()))
            .Where(around => around.Before > TimeSpan.Zero && around.After > TimeSpan.Zero)
            .Select(around => around.After - around.Before)
            .Order()
            .ToArray();
        var longest = calls
            .GroupBy(call => (call.Kind, call.Episode, call.RequestId, call.Step))
            .Select(attempts => (Began: attempts.Min(call => call.Started), Ended: attempts.Max(call => call.Ended)))
            .Where(request => request.Ended > attack)
            .Select(request => request.Ended - request.Began)
            .DefaultIfEmpty()
            .Max();
        return waits.Length == 0 ? new RecoveryTimes(0, TimeSpan.Zero, TimeSpan.Zero, longest) : new RecoveryTimes(waits.Length, waits[waits.Length / 2], waits[^1], longest);
    }

    private static IEnumerable<string> EpisodesOf(Call call) => call.Kind == CallKind.Step
        ? [call.Episode]
        : StepReply.OfEpisodes(((Outcome.Answered)call.Outcome).Body).Select(reply => StepReply.Read(reply).EpisodeId);
}
