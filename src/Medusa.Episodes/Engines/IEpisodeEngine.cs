namespace Medusa.Episodes;

/// <summary>
/// Where episodes run. The gateway knows this interface and nothing of mailboxes, shards or journals. Every method is safe to call concurrently, answers refusals
/// as <see cref="EpisodeReply.Problem"/>, and throws only when the token is cancelled, in which case the request may or may not have been done.
/// </summary>
public interface IEpisodeEngine : IAsyncDisposable
{
    /// <summary><c>embedded</c> or <c>akka</c>.</summary>
    string Name { get; }

    /// <summary>Why the engine cannot take requests for now, in one sentence; null where it can.</summary>
    string? WhyNotReady => null;

    /// <summary>How many episodes are in memory on this node.</summary>
    int LiveEpisodes { get; }

    /// <summary>Starts an episode; the body is its step result 0.</summary>
    /// <param name="command">What to start.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<EpisodeReply> CreateAsync(CreateEpisode command, CancellationToken cancellation = default);

    /// <summary>Takes a step; the body is its step result.</summary>
    /// <param name="command">The step.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<EpisodeReply> StepAsync(StepEpisode command, CancellationToken cancellation = default);

    /// <summary>Answers a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<EpisodeReply> QueryAsync(QueryEpisode query, CancellationToken cancellation = default);

    /// <summary>Lists episodes: <c>{"episodes":[summary…],"next":id or null}</c>.</summary>
    /// <param name="query">The filter and page.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<EpisodeReply> ListAsync(ListEpisodes query, CancellationToken cancellation = default);

    /// <summary>Closes an episode; the body is empty.</summary>
    /// <param name="command">What to close.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<EpisodeReply> CloseAsync(CloseEpisode command, CancellationToken cancellation = default);
}
