using System.CommandLine;
using Medusa.Cli.Rollouts;
using Medusa.Client;

namespace Medusa.Cli.Replays;

/// <summary><c>medusa replay --episode ID</c> and <c>--all</c>: the server folds episodes again from its journal; every one that differs is named.</summary>
internal sealed class VerifyRun(VerifyPlan plan, Terminal terminal)
{
    private const int AtATime = 8;

    internal async Task<int> RunAsync(ParseResult parsed, MedusaClient client, CancellationToken cancellation)
    {
        if (parsed.GetValue(plan.Episode) is { } episode)
        {
            return await VerifyAsync(client, [episode], listed: null, cancellation);
        }

        var sample = new EpisodeSample(parsed.GetValue(plan.Sample), parsed.GetValue(plan.Seed));
        var (listed, drawn) = (0, new List<string>());
        await foreach (var summary in client.ListAsync(cancellation: cancellation))
        {
            listed++;
            if (sample.Holds(summary.EpisodeId))
            {
                drawn.Add(summary.EpisodeId);
            }
        }

        return await VerifyAsync(client, drawn, listed, cancellation);
    }

    private async Task<int> VerifyAsync(MedusaClient client, List<string> episodes, int? listed, CancellationToken cancellation)
    {
        var verification = new Verification(client, AtATime);
        try
        {
            if (listed is null)
            {
                await verification.RunAsync(episodes, progress: null, cancellation);
            }
            else
            {
                await ProgressDisplay.ShowAsync(terminal, episodes.Count, async progress =>
                {
                    await verification.RunAsync(episodes, progress, cancellation);
                    return true;
                });
            }
        }
        finally
        {
            Name(verification.Verified, isNamed: listed is null);
        }

        return Conclude(verification.Verified, episodes.Count, listed);
    }

    /// <summary>Names what differs or could not be verified. An episode that was deleted meanwhile is worth a line only where it was asked for by name. Those that differ come first.</summary>
    private void Name(IEnumerable<VerifiedEpisode> verified, bool isNamed) => Refusals.Name(
        terminal,
        [.. verified.Where(found => found.Finding is not null && (isNamed || found.Outcome != VerificationOutcome.Gone))
            .OrderBy(found => found.Outcome).ThenBy(found => found.EpisodeId, StringComparer.Ordinal)
            .Select(found => $"episode {found.EpisodeId}: {found.Finding}")]);

    private int Conclude(IReadOnlyCollection<VerifiedEpisode> verified, int asked, int? listed)
    {
        var equal = verified.Where(episode => episode.Outcome == VerificationOutcome.Equal).ToArray();
        var diverged = verified.Count(episode => episode.Outcome == VerificationOutcome.Diverged);
        var refused = verified.Count(episode => episode.Outcome == VerificationOutcome.Refused || (listed is null && episode.Outcome == VerificationOutcome.Gone));
        if (listed is null && equal.Length == 0)
        {
            return diverged > 0 ? ExitCode.Different : ExitCode.Server;
        }

        var parts = new List<string> { $"{RolloutReport.Count(equal.Length)} of {RolloutReport.Count(listed ?? asked)} episodes, {RolloutReport.Count(equal.Sum(episode => (long)episode.Steps))} steps: equal to the journal" };
        if (diverged > 0)
        {
            parts.Add($"{RolloutReport.Count(diverged)} differ");
        }

        if (refused > 0)
        {
            parts.Add($"{RolloutReport.Count(refused)} could not be verified");
        }

        terminal.Out.WriteLine($"{string.Join("; ", parts)}.");
        return diverged > 0 ? ExitCode.Different : refused > 0 ? ExitCode.Server : ExitCode.Done;
    }
}
