using System.CommandLine;
using System.CommandLine.Completions;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Cli.Completions;

/// <summary>Names that a shell offers because they are installed here. Servers are not asked: a Tab must not wait for a network.</summary>
internal static class InstalledNames
{
    /// <summary>The environments.</summary>
    internal static IEnumerable<string> Environments(CompletionContext context) => Of(definitions => definitions.Select(definition => definition.Name));

    /// <summary>The scripted policies of the environment that the line names.</summary>
    internal static Func<CompletionContext, IEnumerable<string>> Policies(Option<string> environment) => context =>
        Of(definitions => definitions.Where(definition => IsNamed(definition, context, environment)).SelectMany(definition => definition.Policies).Select(policy => policy.Name));

    /// <summary>The tasks of the environment that the line names.</summary>
    internal static Func<CompletionContext, IEnumerable<string>> Tasks(Option<string> environment) => context =>
        Of(definitions => definitions.Where(definition => IsNamed(definition, context, environment)).SelectMany(definition => definition.Tasks).Select(task => task.Name));

    private static bool IsNamed(EnvironmentDefinition definition, CompletionContext context, Option<string> environment) =>
        definition.Name.Equals(context.ParseResult.GetValue(environment), StringComparison.OrdinalIgnoreCase);

    private static string[] Of(Func<IEnumerable<EnvironmentDefinition>, IEnumerable<string>> names)
    {
        using var catalogue = PluginCatalogue.Load(new EpisodesOptions(), NullLogger.Instance);
        return [.. names(catalogue.Environments.Select(environment => environment.Definition)).Order(StringComparer.Ordinal)];
    }
}
