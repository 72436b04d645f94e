namespace Medusa.Episodes;

/// <summary>Where an engine keeps the episodes that are in memory: a table of mailboxes, or actors. <see cref="EpisodeRuntime"/> asks for no more than this of them.</summary>
public interface IEpisodePlaces
{
    /// <summary>How many episodes are in memory here.</summary>
    int LiveEpisodes { get; }

    /// <summary>How many requests wait because another of their episode runs; 0 where the engine does not count them.</summary>
    int WaitingRequests => 0;

    /// <summary>Gives an episode that has just begun its place. An engine that has no room for it may leave it to the journal.</summary>
    /// <param name="begun">The episode.</param>
    void Settle(BegunEpisode begun);

    /// <summary>Lets episodes leave memory with which no request is busy.</summary>
    /// <param name="unusedSince">Only those whose latest request came before this instant, in ticks of UTC.</param>
    /// <param name="endedOnly">Only those that have ended.</param>
    /// <returns>How many leave.</returns>
    int Passivate(long unusedSince, bool endedOnly);

    /// <summary>Lets an episode leave memory that the journal no longer has.</summary>
    /// <param name="key">The episode.</param>
    void Drop(EpisodeKey key);

    /// <summary>Closes an episode, wherever it lives.</summary>
    /// <param name="command">What to close.</param>
    ValueTask<EpisodeReply> CloseAsync(CloseEpisode command);
}
