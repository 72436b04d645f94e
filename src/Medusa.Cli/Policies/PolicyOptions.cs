using System.CommandLine;
using Medusa.Cli.Completions;

namespace Medusa.Cli.Policies;

/// <summary>The options of verbs that play an environment with a scripted policy.</summary>
internal static class PolicyOptions
{
    /// <summary>The environment; <c>medusa</c> where none is named.</summary>
    internal static Option<string> Environment() => new("--env") { Description = "The environment.", DefaultValueFactory = _ => "medusa", HelpName = "NAME", CompletionSources = { InstalledNames.Environments } };

    /// <summary>The policy.</summary>
    /// <param name="environment">Whose policies are offered.</param>
    /// <param name="description">What help says of it.</param>
    internal static Option<string?> Policy(Option<string> environment, string description = "The scripted policy; 'medusa policies' lists them. Default: the environment's baseline.") =>
        new("--policy") { Description = description, HelpName = "NAME", CompletionSources = { InstalledNames.Policies(environment) } };
}
