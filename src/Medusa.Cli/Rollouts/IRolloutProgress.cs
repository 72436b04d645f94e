namespace Medusa.Cli.Rollouts;

/// <summary>Shows how far a rollout is. Called concurrently.</summary>
internal interface IRolloutProgress
{
    /// <summary>An episode is finished.</summary>
    /// <param name="steps">How many steps it took.</param>
    void Finished(int steps);
}
