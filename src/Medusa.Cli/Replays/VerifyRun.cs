using System.CommandLine;
using Medusa.Cli.Rollouts;
using Medusa.Client;

namespace Medusa.Cli.Replays;

/// <summary><c>medusa replay --episode ID</c> and <c>--all</c>: the server folds episodes again from its journal; every one that differs is named.</summary>
internal sealed class VerifyRun(VerifyPlan plan, Terminal terminal, bool isJson)
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
            if (!isJson)
            {
                Name(verification.Verified, isNamed: listed is null);
            }
        }

        return Conclude(verification.Verified, episodes.Count, listed);
    }

    /// <summary>Names what differs or could not be verified. An episode that was deleted meanwhile is worth a line only where it was asked for by name. Those that differ come first.</summary>
    private void Name(IEnumerable<VerifiedEpisode> verified, bool isNamed) => Refusals.Name(
        terminal,
        [.. Findings(verified, isNamed).Select(found => $"episode {found.EpisodeId}: {found.Finding}")]);

    private static IEnumerable<VerifiedEpisode> Findings(IEnumerable<VerifiedEpisode> verified, bool isNamed) =>
        verified.Where(found => found.Finding is not null && (isNamed || found.Outcome != VerificationOutcome.Gone))
            .OrderBy(found => found.Outcome).ThenBy(found => found.EpisodeId, StringComparer.Ordinal);

    private int Conclude(IReadOnlyCollection<VerifiedEpisode> verified, int asked, int? listed)
    {
        var equal = verified.Where(episode => episode.Outcome == VerificationOutcome.Equal).ToArray();
        var diverged = verified.Count(episode => episode.Outcome == VerificationOutcome.Diverged);
        var refused = verified.Count(episode => episode.Outcome == VerificationOutcome.Refused || (listed is null && episode.Outcome == VerificationOutcome.Gone));
        var exitCode = diverged > 0 ? ExitCode.Different : refused > 0 ? ExitCode.Server : ExitCode.Done;
        if (isJson)
        {
            terminal.WriteJson(new
            {
                episodes = listed ?? asked,
                equal = equal.Length,
                steps = equal.Sum(episode => (long)episode.Steps),
                differ = diverged,
                unverified = refused,
                findings = Findings(verified, isNamed: listed is null).Select(found => new { episode_id = found.EpisodeId, outcome = found.Outcome.ToString().ToLowerInvariant(), finding = found.Finding }),
            });
        }
        else if (listed is not null || equal.Length > 0)
        {
            Summarise(equal, listed ?? asked, diverged, refused);
        }

        return exitCode;
    }

    private void Summarise(VerifiedEpisode[] equal, int asked, int diverged, int refused)
    {
        var parts = new List<string> { $"{RolloutReport.Count(equal.Length)} of {RolloutReport.Count(asked)} episodes, {RolloutReport.Count(equal.Sum(episode => (long)episode.Steps))} steps: equal to the journal" };
        if (diverged > 0)
        {
            parts.Add($"{RolloutReport.Count(diverged)} differ");
        }

        if (refused > 0)
        {
            parts.Add($"{RolloutReport.Count(refused)} could not be verified");
        }

        terminal.Out.WriteLine($"{string.Join("; ", parts)}.");
    }
}
