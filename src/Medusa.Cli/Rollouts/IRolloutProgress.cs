namespace Medusa.Cli.Rollouts;

/// <summary>Shows how many of many episodes are finished. Called concurrently.</summary>
internal interface IRolloutProgress
{
    /// <summary>An episode is finished.</summary>
    /// <param name="steps">How many steps it has.</param>
    void Finished(int steps);
}
