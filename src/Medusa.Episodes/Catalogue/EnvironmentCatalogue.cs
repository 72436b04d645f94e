using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>The environments that were loaded at the start. Immutable; the current version of a name is the greatest one.</summary>
public sealed class EnvironmentCatalogue : IEnvironmentCatalogue
{
    private readonly Dictionary<string, LoadedEnvironment> current = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Name, string Version), LoadedEnvironment> all = [];

    /// <summary>A catalogue of the given environments.</summary>
    /// <param name="environments">Environments that <see cref="DefinitionRules"/> found no fault with, each (name, version) once.</param>
    /// <exception cref="ArgumentException">A (name, version) occurs twice.</exception>
    public EnvironmentCatalogue(IEnumerable<LoadedEnvironment> environments)
    {
        ArgumentNullException.ThrowIfNull(environments);
        foreach (var environment in environments)
        {
            var definition = environment.Definition;
            if (!all.TryAdd((definition.Name, definition.Version), environment))
            {
                throw new ArgumentException($"Environment {definition.Name}@{definition.Version} is offered twice.", nameof(environments));
            }

            if (!current.TryGetValue(definition.Name, out var known) || Compare(definition.Version, known.Definition.Version) > 0)
            {
                current[definition.Name] = environment;
            }
        }

        Environments = [.. current.Values.OrderBy(environment => environment.Definition.Name, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public ImmutableArray<LoadedEnvironment> Environments { get; }

    /// <inheritdoc/>
    public IEnumerable<LoadedEnvironment> Versions => all.Values;

    /// <inheritdoc/>
    public LoadedEnvironment? Find(string name) => current.GetValueOrDefault(name);

    /// <inheritdoc/>
    public LoadedEnvironment? Find(string name, string version) => all.GetValueOrDefault((name, version));

    /// <summary>Orders versions: numbers as numbers, other texts ordinally.</summary>
    internal static int Compare(string left, string right) =>
        Version.TryParse(Dotted(left), out var first) && Version.TryParse(Dotted(right), out var second) ? first.CompareTo(second) : string.CompareOrdinal(left, right);

    private static string Dotted(string version) => version.Contains('.', StringComparison.Ordinal) ? version : version + ".0";
}
