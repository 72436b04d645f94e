using Medusa.Operators.Abstractions;

namespace Medusa.Cli.Hosts;

/// <summary>Whether a host runs the version of an environment that is installed here.</summary>
internal static class InstalledVersion
{
    /// <exception cref="CommandException">The host has another version, or none.</exception>
    internal static async Task RequireSameAsync(IEpisodeHost host, EnvironmentDefinition environment, CancellationToken cancellation)
    {
        var version = await host.FindVersionAsync(environment.Name, cancellation)
            ?? throw new CommandException(ExitCode.Server, $"{host.Name} has no environment '{environment.Name}'.");
        if (version != environment.Version)
        {
            throw new CommandException(
                ExitCode.Server, $"{host.Name} runs {environment.Name} version {version}, here is version {environment.Version}; use a medusa of the server's version.");
        }
    }
}
