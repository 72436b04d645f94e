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

    /// <summary>Why only a restart of the process helps, in one sentence; null where it lives. What heals by itself is a matter of <see cref="WhyNotReady"/>.</summary>
    string? WhyNotLive => null;

    /// <summary>How many episodes are in memory on this node.</summary>
    int LiveEpisodes { get; }

    /// <summary>The nodes, as this one sees them. A node that does not answer soon is listed all the same: <see cref="NodeStatus.Unanswered"/>.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<ClusterStatus> StatusAsync(CancellationToken cancellation = default);

    /// <summary>Starts an episode; the body is its step result 0.</summary>
    /// <param name="command">What to start.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<EpisodeReply> CreateAsync(CreateEpisode command, CancellationToken cancellation = default);

    /// <summary>Starts copies of an episode; the body is the first one's step result, <see cref="EpisodeReply.Members"/> has all.</summary>
    /// <param name="command">What to copy.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<EpisodeReply> ForkAsync(ForkEpisode command, CancellationToken cancellation = default);

    /// <summary>Takes many steps: different episodes side by side, two steps of one episode in the order of the list. Each stands or fails alone.</summary>
    /// <param name="commands">The steps.</param>
    /// <param name="replies">Gets the answers, in order; as long as the commands.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask StepManyAsync(IReadOnlyList<StepEpisode> commands, EpisodeReply[] replies, CancellationToken cancellation = default);

    /// <summary>What happens to a caller's episodes in this process from now on, until the token is cancelled.</summary>
    /// <param name="owner">The caller.</param>
    /// <param name="id">One episode; null for all of them.</param>
    /// <param name="cancellation">Ends it.</param>
    IAsyncEnumerable<EpisodeNotice> WatchAsync(Owner owner, EpisodeId? id, CancellationToken cancellation);

    /// <summary>Attaches to a durable session and supersedes whoever was attached before.</summary>
    /// <param name="owner">The caller.</param>
    /// <param name="session">The session's name: <see cref="SessionName"/>.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="JournalException">The journal does not answer.</exception>
    ValueTask<SessionAttachment> AttachSessionAsync(Owner owner, string session, CancellationToken cancellation = default);

    /// <summary>Where a durable session stands; null where nobody ever attached to it.</summary>
    /// <param name="owner">The caller.</param>
    /// <param name="session">The session's name.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="JournalException">The journal does not answer.</exception>
    ValueTask<SessionAttachment?> FindSessionAsync(Owner owner, string session, CancellationToken cancellation = default);

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

    /// <summary>Removes episodes for good: <c>{"removed":n}</c>. Where it is refused, some may be gone: asking again removes the others.</summary>
    /// <param name="command">What to remove.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<EpisodeReply> RemoveAsync(RemoveEpisodes command, CancellationToken cancellation = default);
}
