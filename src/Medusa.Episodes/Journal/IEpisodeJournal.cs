namespace Medusa.Episodes;

/// <summary>
/// Where episodes' events are kept. (episode, index) is the key: of two writers that both believe they own an episode one gets
/// <see cref="AppendOutcome.Conflict"/>, reloads and loses nothing. Safe to call concurrently. An exception means that the outcome is unknown.
/// </summary>
public interface IEpisodeJournal
{
    /// <summary><c>durable</c>, or <c>volatile</c> for a journal that ends with the process.</summary>
    string Durability { get; }

    /// <summary>Adds an event.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="expectedIndex">
    /// How many events the writer knows of, 0 for a new episode. A first event that carries a request id claims it for the owner in the same act.
    /// </param>
    /// <param name="added">The event.</param>
    /// <param name="cancellation">Stops waiting; the outcome is then unknown.</param>
    ValueTask<AppendOutcome> AppendAsync(EpisodeKey episode, int expectedIndex, EpisodeEvent added, CancellationToken cancellation = default);

    /// <summary>All events of an episode in order; empty where there is none.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<IReadOnlyList<EpisodeEvent>> ReadAsync(EpisodeKey episode, CancellationToken cancellation = default);

    /// <summary>One step of an episode, or null.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="step">The step, 1 for the first.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<StepTaken?> ReadStepAsync(EpisodeKey episode, int step, CancellationToken cancellation = default);

    /// <summary>The episode that a create request with this id started, or null.</summary>
    /// <param name="owner">Whose request.</param>
    /// <param name="requestId">The client's id of the request.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<EpisodeKey?> FindRequestAsync(Owner owner, string requestId, CancellationToken cancellation = default);

    /// <summary>Where an owner's episodes stand, in the ordinal order of their ids.</summary>
    /// <param name="owner">Whose episodes.</param>
    /// <param name="after">Only ids after this one; null for all.</param>
    /// <param name="cancellation">Stops waiting.</param>
    IAsyncEnumerable<EpisodeHead> ListAsync(Owner owner, string? after, CancellationToken cancellation = default);

    /// <summary>Whether the episode existed and was removed because its time was over.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<bool> HasExpiredAsync(EpisodeKey episode, CancellationToken cancellation = default);

    /// <summary>Removes episodes whose time is over.</summary>
    /// <param name="endedBefore">Those that have ended or were closed, with no event since this instant.</param>
    /// <param name="abandonedBefore">Those that still run, with no event since this instant.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>What was removed.</returns>
    ValueTask<IReadOnlyCollection<EpisodeKey>> ExpireAsync(DateTimeOffset endedBefore, DateTimeOffset abandonedBefore, CancellationToken cancellation = default);
}
