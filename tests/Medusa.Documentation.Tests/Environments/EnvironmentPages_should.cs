using System.Text.RegularExpressions;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Documentation.Tests.Environments;

/// <summary>An environment's page names all that the environment consists of.</summary>
public sealed class EnvironmentPages_should
{
    private static readonly IEnvironmentCatalogue Catalogue = PluginCatalogue.Load(new EpisodesOptions(), NullLogger.Instance);

    public static TheoryData<string> Names => [.. Catalogue.Environments.Select(environment => environment.Definition.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Exist(string name) => Assert.Contains($"`{name}`", Repository.Read($"docs/environments/{name}.md"), StringComparison.Ordinal);

    [Theory]
    [InlineData("medusa")]
    [InlineData("dataselect")]
    public void Name_every_part(string name)
    {
        var page = Repository.Read($"docs/environments/{name}.md");
        Assert.All(Parts(Catalogue.Find(name)!.Definition), part => Assert.Matches($@"(?<![A-Za-z0-9_]){Regex.Escape(part)}(?![A-Za-z0-9_])", page));
    }

    [Theory]
    [InlineData("medusa")]
    [InlineData("dataselect")]
    public void Explain_every_reward_and_check_in_a_row(string name)
    {
        var page = Repository.Read($"docs/environments/{name}.md");
        var definition = Catalogue.Find(name)!.Definition;
        Assert.All(
            definition.Rewards.Select(rule => rule.Name).Concat(definition.Checks.Select(check => check.Name)),
            part => Assert.Contains($"\n| `{part}` | ", page, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Parts(EnvironmentDefinition environment) =>
    [
        .. environment.Operators.Select(part => part.Name),
        .. environment.Rewards.Select(part => part.Name),
        .. environment.Checks.Select(part => part.Name),
        .. environment.Tasks.Select(part => part.Name),
        .. environment.Policies.Select(part => part.Name),
        .. environment.Features.Select(part => part.Name),
        .. environment.Tables.Select(part => part.Name),
        .. environment.State.TableNames,
        .. environment.Scenarios.Options.Fields.Select(field => field.Name),
        .. environment.Observer.Observation.Fields.Select(field => field.Name),
        .. environment.Action.Shape.Fields.Select(field => field.Name),
    ];
}
