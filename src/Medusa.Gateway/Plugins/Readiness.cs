using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Whether the server is ready: an environment is loaded, no required one is missing and the engine takes requests.</summary>
/// <param name="environments">The environments.</param>
/// <param name="engine">Where episodes run.</param>
internal sealed class Readiness(EnvironmentLookup environments, IEpisodeEngine engine)
{
    /// <summary>Why the server is not ready, in a few words; null where it is.</summary>
    public string? WhyNot() => environments.Host?.MissingEnvironments is { IsEmpty: false } missing ? $"required environments are missing or failing: {string.Join(", ", missing)}"
        : environments.Catalogue.Environments.Any() ? engine.WhyNotReady
        : "no environment is loaded";
}
