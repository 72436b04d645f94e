namespace Medusa.Cli.Replays;

/// <summary>What a verification said of one episode.</summary>
/// <param name="EpisodeId">The episode.</param>
/// <param name="Steps">How many steps its journal holds.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="Finding">The finding in words; null where the episode is equal to its journal.</param>
internal sealed record VerifiedEpisode(string EpisodeId, int Steps, VerificationOutcome Outcome, string? Finding);
