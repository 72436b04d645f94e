using System.Collections.Immutable;

namespace Medusa.Episodes;

/// <summary>The environments that this node offers.</summary>
public interface IEnvironmentCatalogue
{
    /// <summary>The current version of each environment, by ordinal name.</summary>
    ImmutableArray<LoadedEnvironment> Environments { get; }

    /// <summary>Every version of each environment.</summary>
    IEnumerable<LoadedEnvironment> Versions => Environments;

    /// <summary>The current version of the environment named <paramref name="name"/> (case-insensitive), or null.</summary>
    /// <param name="name">An environment's name.</param>
    LoadedEnvironment? Find(string name);

    /// <summary>One version of an environment, or null.</summary>
    /// <param name="name">An environment's name.</param>
    /// <param name="version">Its version.</param>
    LoadedEnvironment? Find(string name, string version);

    /// <summary>Why an environment takes no new episodes, in one sentence; null where it does. Episodes that run go on either way.</summary>
    /// <param name="environment">An environment of this catalogue.</param>
    string? WhyClosed(LoadedEnvironment environment) => null;
}
