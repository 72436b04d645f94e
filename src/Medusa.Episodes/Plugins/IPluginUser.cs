using System.Collections.Immutable;

namespace Medusa.Episodes;

/// <summary>Something that holds environments of plugins: an engine with its episodes, or a cache.</summary>
public interface IPluginUser
{
    /// <summary>
    /// Lets go of environments that drain: episodes that have ended leave memory, scenarios and everything derived are dropped. Called again until nothing is left.
    /// </summary>
    /// <param name="environments">The environments.</param>
    /// <returns>How many episodes of them are still in memory.</returns>
    int Release(ImmutableArray<LoadedEnvironment> environments);
}
