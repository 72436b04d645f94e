namespace Medusa.Episodes;

/// <summary>What identifies an episode: another owner's episode of the same id is another episode.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Id">Its id within the owner.</param>
public readonly record struct EpisodeKey(Owner Owner, EpisodeId Id);
