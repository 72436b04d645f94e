namespace Medusa.Cli.Plugins;

/// <summary>What <see cref="FoldBench"/> measured.</summary>
/// <param name="StepsPerSecond">Steps a second on one thread.</param>
/// <param name="ResetsPerSecond">Scenarios generated a second on one thread.</param>
/// <param name="BytesPerEpisode">Bytes held by an ended episode with its scenario.</param>
/// <param name="StepsPerEpisode">The mean length of the episodes played.</param>
internal sealed record FoldBenchResult(double StepsPerSecond, double ResetsPerSecond, long BytesPerEpisode, double StepsPerEpisode);
