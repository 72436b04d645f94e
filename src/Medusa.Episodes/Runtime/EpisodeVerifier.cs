using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>
/// Proves that an episode equals its journal: folds its history again from the scenario on and compares, for the beginning and each step, the state's digest and the
/// observation that was answered, and for a step what was paid, whether and why it ended, and the operator's metrics. A fork's beginning is compared with the step copied.
/// </summary>
internal sealed class EpisodeVerifier(EpisodeLoader loader, EpisodeStarter starter, Containment containment)
{
    /// <summary>Writes <c>{"ok", "steps", "first_divergence"?, "differs"?}</c>.</summary>
    /// <param name="history">The episode, answers included.</param>
    /// <param name="json">Where to write it.</param>
    /// <returns>Why it cannot be verified, or null.</returns>
    public async ValueTask<Problem?> WriteAsync(EpisodeHistory history, JsonBuffer json)
    {
        if (loader.Find(history.Started, out var environment) is { } problem)
        {
            return problem;
        }

        (int Step, string What)? difference;
        try
        {
            difference = await containment.RunAsync(null, token => Compare(history, environment, token), refolds: true).ConfigureAwait(false);
        }
        catch (PluginOverrunException late)
        {
            containment.Note(environment.Loaded, history.Key, late);
            return OperatorFaults.OfQuery(environment.Loaded, late);
        }

        if (difference is not null)
        {
            containment.Metrics.Diverged(environment.Definition.Name, "verify");
        }

        json.StartObject();
        json.Name("ok"u8);
        json.Boolean(difference is null);
        json.Name("steps"u8);
        json.Integer(history.Head.Step);
        if (difference is { } found)
        {
            json.Name("first_divergence"u8);
            json.Integer(found.Step);
            json.Name("differs"u8);
            json.Text(found.What);
        }

        json.EndObject();
        return null;
    }

    private (int Step, string What)? Compare(EpisodeHistory history, PreparedEnvironment environment, CancellationToken cancellation)
    {
        var origin = history.Origin;
        var at = 0;
        try
        {
            var scenario = starter.ScenarioOf(origin, environment);
            var moment = EpisodeFold.Start(environment.Definition, scenario, origin.Seed, origin.Task, origin.Label ?? origin.Id.Value);
            var (body, tail) = environment.Encoder.Start(origin.Id, moment.View, scenario, origin.Durability, []);
            if (Difference(moment, body, tail, origin) is { } differs)
            {
                return (0, differs);
            }

            var episode = new Episode(origin, environment, moment);
            if (Forked(0, body, tail) is { } early)
            {
                return (0, early);
            }

            foreach (var step in history.Steps)
            {
                at++;
                var taken = episode.Retake(moment, step, out moment, cancellation);
                if (step.Index != at)
                {
                    return (at, "step");
                }

                if ((Difference(taken, step) ?? Forked(at, taken.Reply, taken.TailOffset)) is { } what)
                {
                    return (at, what);
                }
            }

            string? Forked(int step, ReadOnlyMemory<byte> answer, int answerTail)
            {
                if (history.Fork?.At != step)
                {
                    return null;
                }

                // What follows was answered under the fork's own name.
                var copied = moment;
                moment = moment.Labelled(history.Started.Label ?? history.Started.Id.Value);
                return Difference(copied, answer, answerTail, history.Started);
            }

            return history.Head.Step == at ? null : (at + 1, "step");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return (at, fault is ContractException or FoldFaultException ? "refused" : "faulted");
        }
    }

    private static string? Difference(StepTaken again, StepTaken recorded) => (again, recorded) switch
    {
        _ when again.StateDigest != recorded.StateDigest => "state_digest",
        _ when !again.Reward.Equals(recorded.Reward) || !again.Breakdown.SequenceEqual(recorded.Breakdown) => "reward",
        _ when !again.CumulativeReward.Equals(recorded.CumulativeReward) => "cumulative_reward",
        _ when again.Status != recorded.Status || again.EndReason != recorded.EndReason => "end",
        _ when CanonicalJson.Text(again.Metrics) != CanonicalJson.Text(recorded.Metrics) => "metrics",
        _ when !Observation(again.Reply, again.TailOffset).SequenceEqual(Observation(recorded.Reply, recorded.TailOffset)) => "observation",
        _ => null,
    };

    private static string? Difference(Moment again, ReadOnlyMemory<byte> answer, int tail, EpisodeStarted recorded) =>
        new StateDigest(again.View.State.Digest) != recorded.StateDigest ? "state_digest"
        : !Observation(answer, tail).SequenceEqual(Observation(recorded.Reply, recorded.TailOffset)) ? "observation"
        : null;

    /// <summary>From the observation up to the metadata, which names the episode.</summary>
    private static ReadOnlySpan<byte> Observation(ReadOnlyMemory<byte> answer, int tailOffset)
    {
        var tail = answer.Span[tailOffset..];
        var metadata = tail.LastIndexOf("\"metadata\":"u8);
        return metadata < 0 ? tail : tail[..metadata];
    }
}
