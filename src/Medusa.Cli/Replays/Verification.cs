using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Medusa.Cli.Rollouts;
using Medusa.Client;

namespace Medusa.Cli.Replays;

/// <summary>Lets a server fold episodes again from its journal.</summary>
internal sealed class Verification(MedusaClient client, int parallel)
{
    private readonly ConcurrentQueue<VerifiedEpisode> verified = [];

    /// <summary>What was found so far; also after a failure.</summary>
    internal IReadOnlyCollection<VerifiedEpisode> Verified => verified;

    /// <summary>Verifies episodes, some at a time.</summary>
    /// <exception cref="MedusaProblemException">The server verifies none.</exception>
    /// <exception cref="MedusaUnreachableException">The server does not answer.</exception>
    internal Task RunAsync(IEnumerable<string> episodes, IRolloutProgress? progress, CancellationToken cancellation) => Parallel.ForEachAsync(
        episodes,
        new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation },
        async (episode, stop) =>
        {
            var found = await VerifyAsync(episode, stop);
            verified.Enqueue(found);
            progress?.Finished(found.Steps);
        });

    private async Task<VerifiedEpisode> VerifyAsync(string episode, CancellationToken cancellation)
    {
        try
        {
            var answer = await client.VerifyAsync(episode, cancellation);
            return answer.Ok
                ? new VerifiedEpisode(episode, answer.Steps, VerificationOutcome.Equal, Finding: null)
                : new VerifiedEpisode(episode, answer.Steps, VerificationOutcome.Diverged, Divergence(answer.FirstDivergence, answer.Differs));
        }
        catch (MedusaProblemException refusal) when (!Refusals.IsOfAll(refusal.Problem))
        {
            return Refused(episode, refusal);
        }
    }

    private static VerifiedEpisode Refused(string episode, MedusaProblemException refusal) => refusal.Code switch
    {
        "replay_diverged" => new VerifiedEpisode(episode, 0, VerificationOutcome.Diverged, Divergence(StepOf(refusal.Problem), differs: null)),
        "unknown_episode" or "episode_expired" => new VerifiedEpisode(episode, 0, VerificationOutcome.Gone, refusal.Message),
        _ => new VerifiedEpisode(episode, 0, VerificationOutcome.Refused, $"cannot be verified: {refusal.Message}"),
    };

    private static int? StepOf(MedusaProblem problem) =>
        problem.Extensions.TryGetValue("first_divergence", out var step) && step.ValueKind == JsonValueKind.Number ? step.GetInt32() : null;

    private static string Divergence(int? step, string? differs) => $"folded again from the journal, {PlaceOf(step)} {differs switch
    {
        null => "differs",
        "refused" => "is refused",
        "faulted" => "fails",
        "step" => "does not follow the one before",
        _ => $"differs in its {differs.Replace('_', ' ')}",
    }}.";

    private static string PlaceOf(int? step) => step switch
    {
        null => "it",
        0 => "the start",
        _ => string.Create(CultureInfo.InvariantCulture, $"step {step}"),
    };
}
