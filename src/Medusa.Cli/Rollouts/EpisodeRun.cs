using System.Text.Json;
using Medusa.Cli.Hosts;
using Medusa.Client;
using Medusa.Operators.Abstractions;

namespace Medusa.Cli.Rollouts;

/// <summary>One episode from its start to its grade: what is written to the trajectory file and what the summary counts.</summary>
/// <param name="Start">Step 0.</param>
/// <param name="Steps">The actions and what they led to.</param>
/// <param name="Grade">The grader's verdict, as the native API gives it.</param>
internal sealed record EpisodeRun(StepResult Start, IReadOnlyList<(JsonElement Action, StepResult Result)> Steps, JsonElement Grade)
{
    /// <summary>Whether every grader check passed.</summary>
    public bool Passed => Grade.TryGetProperty("passed", out var passed) && passed.ValueKind == JsonValueKind.True;

    /// <summary>Lets a policy play an episode to its end, grades it and closes it.</summary>
    public static async Task<EpisodeRun> PlayAsync(IEpisodeHost host, EpisodeStart start, IPolicy policy, CancellationToken cancellation)
    {
        var first = await host.StartAsync(start, cancellation);
        try
        {
            var run = policy.Start((ulong)(start.Seed & ulong.MaxValue));
            var steps = new List<(JsonElement Action, StepResult Result)>();
            for (var last = first; !last.Done; last = steps[^1].Result)
            {
                var action = JsonElement.Parse(CanonicalJson.Bytes(run.Next(last.Observation, last.Step)));
                steps.Add((action, await host.StepAsync(first.EpisodeId, action, last.Step + 1, cancellation)));
            }

            return new EpisodeRun(first, steps, await host.GradeAsync(first.EpisodeId, cancellation));
        }
        finally
        {
            await CloseAsync(host, first.EpisodeId);
        }
    }

    private static async Task CloseAsync(IEpisodeHost host, string episodeId)
    {
        // Also after Ctrl-C, so without the caller's token, but never for long.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await host.CloseAsync(episodeId, deadline.Token);
        }
        catch (Exception failure) when (failure is MedusaProblemException or MedusaUnreachableException or OperationCanceledException)
        {
            // The episode expires on the server by itself; the reason for the failure, if it matters, is met by the next request.
        }
    }
}
