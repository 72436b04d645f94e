using Medusa.Durability.Checking;
using Medusa.Durability.History;

namespace Medusa.Cluster.Tests.Recovery;

/// <summary>How long the episodes of a load waited for their next answer around an attack: from the last answer before it to the first one after it.</summary>
/// <param name="Episodes">How many episodes had answers on both sides.</param>
/// <param name="Median">The median.</param>
/// <param name="Worst">The longest.</param>
public sealed record RecoveryTimes(int Episodes, TimeSpan Median, TimeSpan Worst)
{
    /// <summary>Measures.</summary>
    /// <param name="calls">What clients saw.</param>
    /// <param name="attack">When the attack began, by the history's clock.</param>
    public static RecoveryTimes Of(IEnumerable<Call> calls, TimeSpan attack)
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
        return waits.Length == 0 ? new RecoveryTimes(0, TimeSpan.Zero, TimeSpan.Zero) : new RecoveryTimes(waits.Length, waits[waits.Length / 2], waits[^1]);
    }

    private static IEnumerable<string> EpisodesOf(Call call) => call.Kind == CallKind.Step
        ? [call.Episode]
        : StepReply.OfEpisodes(((Outcome.Answered)call.Outcome).Body).Select(reply => StepReply.Read(reply).EpisodeId);
}
