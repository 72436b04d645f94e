namespace Medusa.Episodes;

/// <summary>
/// Where episodes' events are kept. (episode, index) is the key: of two writers that both believe they own an episode one gets
/// <see cref="AppendOutcome.Conflict"/>, reloads and loses nothing. Safe to call concurrently. A <see cref="JournalException"/> of an append means that its outcome
/// is unknown: what <see cref="ReadAsync"/> gives afterwards, or a later append at the same index, decides.
/// </summary>
public interface IEpisodeJournal
{
    /// <summary>What an episode gets that asks for nothing: <c>durable</c>, or <c>volatile</c> for a journal that ends with the process.</summary>
    string Durability { get; }

    /// <summary>Whether other processes may write here, so that memory may lag behind the journal.</summary>
    bool IsShared => false;

    /// <summary>Why the journal cannot take events for now, in one sentence; null where it can.</summary>
    string? WhyNotReady => null;

    /// <summary>Whether episodes of a durability can be kept here.</summary>
    /// <param name="durability"><c>durable</c> or <c>volatile</c>.</param>
    bool Offers(string durability) => durability == Durability;

    /// <summary>Adds an event.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="expectedIndex">
    /// How many events the writer knows of, 0 for a new episode. A first event that carries a request id claims it for the owner in the same act, and one that
    /// carries a session becomes the session's episode.
    /// </param>
    /// <param name="added">The event.</param>
    /// <param name="cancellation">Stops waiting; the outcome is then unknown.</param>
    /// <exception cref="JournalException">The outcome is unknown.</exception>
    ValueTask<AppendOutcome> AppendAsync(EpisodeKey episode, int expectedIndex, EpisodeEvent added, CancellationToken cancellation = default);

    /// <summary>All events of an episode in order; empty where there is none.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="withReplies">Whether the recorded answers are wanted; without them they may be empty, the steps' metrics and breakdowns too, which is faster.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="JournalException">The journal does not answer.</exception>
    /// <exception cref="JournalDamageException">What is stored is not what was written.</exception>
    ValueTask<IReadOnlyList<EpisodeEvent>> ReadAsync(EpisodeKey episode, bool withReplies = true, CancellationToken cancellation = default);

    /// <summary>How many events an episode has; 0 where there is none.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<int> CountAsync(EpisodeKey episode, CancellationToken cancellation = default);

    /// <summary>One step that the episode itself took, or null. A fork's steps up to its beginning are its parent's.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="step">The step, 1 for the first.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<StepTaken?> ReadStepAsync(EpisodeKey episode, int step, CancellationToken cancellation = default);

    /// <summary>The episode that a create or fork request with this id started, or null.</summary>
    /// <param name="owner">Whose request.</param>
    /// <param name="requestId">The client's id of the request.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<EpisodeKey?> FindRequestAsync(Owner owner, string requestId, CancellationToken cancellation = default);

    /// <summary>The greatest number of a family's members; 0 where there is none.</summary>
    /// <param name="owner">Whose family.</param>
    /// <param name="root">The part of the ids before <c>~</c>.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<int> LastMemberAsync(Owner owner, string root, CancellationToken cancellation = default);

    /// <summary>Attaches to a durable session and supersedes whoever was attached before.</summary>
    /// <param name="owner">Whose session.</param>
    /// <param name="session">The session's name: see <see cref="SessionName"/>.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<SessionAttachment> AttachSessionAsync(Owner owner, string session, CancellationToken cancellation = default);

    /// <summary>Where a durable session stands; null where nobody ever attached to it.</summary>
    /// <param name="owner">Whose session.</param>
    /// <param name="session">The session's name.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<SessionAttachment?> FindSessionAsync(Owner owner, string session, CancellationToken cancellation = default);

    /// <summary>Where an owner's episodes stand, in the ordinal order of their ids.</summary>
    /// <param name="owner">Whose episodes.</param>
    /// <param name="after">Only ids after this one; null for all.</param>
    /// <param name="cancellation">Stops waiting.</param>
    IAsyncEnumerable<EpisodeHead> ListAsync(Owner owner, string? after, CancellationToken cancellation = default);

    /// <summary>
    /// Which versions of environments and plugins the retained episodes of all owners began under, each once, in ordinal order. Looks through the list of episodes
    /// and at none of their events: for operators, not for every request.
    /// </summary>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="JournalException">The journal does not answer.</exception>
    ValueTask<IReadOnlyList<EnvironmentUse>> CountUsesAsync(CancellationToken cancellation = default);

    /// <summary>Whether the episode existed and was removed because its time was over.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<bool> HasExpiredAsync(EpisodeKey episode, CancellationToken cancellation = default);

    /// <summary>Running episodes that are past their own deadline or idle time-out, at most a few thousand at a time.</summary>
    /// <param name="now">The present.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<IReadOnlyCollection<EpisodeKey>> FindOverdueAsync(DateTimeOffset now, CancellationToken cancellation = default);

    /// <summary>
    /// Removes families whose time is over, at most a few thousand episodes at a time, and leaves a tombstone for each episode. A family goes as a whole, once each of
    /// its members may go.
    /// </summary>
    /// <param name="endedBefore">Those that have ended or were closed, with no event since this instant.</param>
    /// <param name="abandonedBefore">Those that still run, with no event since this instant.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>What was removed.</returns>
    ValueTask<IReadOnlyCollection<EpisodeKey>> ExpireAsync(DateTimeOffset endedBefore, DateTimeOffset abandonedBefore, CancellationToken cancellation = default);

    /// <summary>
    /// Removes an owner's families of which every member has one of these statuses and no event since an instant, at most a few thousand episodes at a time, and leaves
    /// a tombstone for each episode.
    /// </summary>
    /// <param name="owner">Whose families.</param>
    /// <param name="statuses">Any of <c>running</c>, <c>done</c>, <c>closed</c> and <c>expired</c>.</param>
    /// <param name="before">The instant.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>What was removed; empty once nothing is left to remove.</returns>
    ValueTask<IReadOnlyCollection<EpisodeKey>> RemoveAsync(Owner owner, IReadOnlyCollection<string> statuses, DateTimeOffset before, CancellationToken cancellation = default);
}
