using System.Collections.Concurrent;
using Medusa.Cli.Hosts;

namespace Medusa.Cli.Rollouts;

/// <summary>Plays a plan's episodes, a bounded number at a time, in the order of their seeds.</summary>
internal sealed class Rollout(IEpisodeHost host, RolloutPlan plan, TimeProvider clock)
{
    private readonly ConcurrentBag<EpisodeCount> counts = [];
    private int next = -1;

    /// <summary>Plays the episodes. Cancellation ends it early without an exception: episodes that are not finished are dropped and closed.</summary>
    /// <param name="finished">Gets each finished episode's position in the plan, the episode and its count; called concurrently.</param>
    /// <param name="cancellation">Ends the rollout early.</param>
    /// <exception cref="Client.MedusaProblemException">The host refused a request: the rollout ended there.</exception>
    /// <exception cref="Client.MedusaUnreachableException">The host does not answer: the rollout ended there.</exception>
    public async Task<RolloutResult> RunAsync(Action<int, EpisodeRun, EpisodeCount> finished, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var began = clock.GetTimestamp();
        var workers = new Task[Math.Min(plan.Parallel, plan.Episodes)];
        for (var index = 0; index < workers.Length; index++)
        {
            workers[index] = Task.Run(() => WorkAsync(finished, stop), CancellationToken.None);
        }

        Exception? failure = null;
        try
        {
            await Task.WhenAll(workers);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The result says so.
        }
        catch (Exception cause)
        {
            failure = workers.SelectMany(worker => worker.Exception?.InnerExceptions ?? Enumerable.Empty<Exception>()).FirstOrDefault() ?? cause;
        }

        return new RolloutResult([.. counts.OrderBy(count => count.Seed)], clock.GetElapsedTime(began), workers.Length)
        {
            IsInterrupted = cancellation.IsCancellationRequested,
            Failure = failure,
        };
    }

    private async Task WorkAsync(Action<int, EpisodeRun, EpisodeCount> finished, CancellationTokenSource stop)
    {
        try
        {
            for (var position = Interlocked.Increment(ref next); position < plan.Episodes; position = Interlocked.Increment(ref next))
            {
                stop.Token.ThrowIfCancellationRequested();
                var seed = plan.SeedStart + position;
                var began = clock.GetTimestamp();
                var run = await EpisodeRun.PlayAsync(host, new EpisodeStart(plan.Environment.Name, seed, plan.Task, plan.Options), plan.Policy, stop.Token);
                var count = EpisodeCount.Of(seed, run, clock.GetElapsedTime(began));
                counts.Add(count);
                finished(position, run, count);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One failed episode ends the rollout: going on would fill the summary with a part that nobody chose.
            await stop.CancelAsync();
            throw;
        }
    }
}
