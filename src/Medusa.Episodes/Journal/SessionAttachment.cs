namespace Medusa.Episodes;

/// <summary>Where a durable session stands.</summary>
/// <param name="Generation">How often somebody attached; a lower one has been superseded.</param>
/// <param name="Episode">The session's present episode; null before the first.</param>
public readonly record struct SessionAttachment(int Generation, EpisodeId? Episode);
