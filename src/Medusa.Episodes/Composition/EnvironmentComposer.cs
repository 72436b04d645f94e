using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Composes an environment from a file: everything of a base environment, parts added and removed, limits narrowed, under a new name and version.</summary>
/// <param name="file">The file.</param>
/// <param name="sources">Where parts come from.</param>
internal sealed class EnvironmentComposer(EnvironmentFile file, PartSources sources)
{
    private static readonly string[] Lists = ["operators", "rewards", "checks", "tasks", "policies"];
    private readonly List<PluginProvenance> used = [];
    private EnvironmentDefinition? basis;

    /// <summary>Composes the file's environment; null where the file has errors.</summary>
    public LoadedEnvironment? Compose()
    {
        if (file.Read() is not { } root)
        {
            return null;
        }

        file.Expect(root, ["name", "version", "title", "description", "base", .. Lists, "remove", "limits", "baseline_policy"]);
        var name = file.TextOf(root, "name", required: true);
        var version = file.TextOf(root, "version", required: true);
        var source = file.TextOf(root, "base", required: true);
        if (source is null || name is null || version is null)
        {
            return null;
        }

        if (sources.FindEnvironment(source) is not { } parent)
        {
            file.Fail(root.Find("base")!.Start, $"No environment is named '{source}'; there are {sources.Known}.");
            return null;
        }

        used.Add(parent.Provenance);
        basis = parent.Definition;
        var definition = Definition(root, parent.Definition, name, version);
        if (!file.HasErrors)
        {
            Verify(root, definition);
        }

        return file.HasErrors ? null : new LoadedEnvironment(definition, Provenance(name, version)) { Plugins = [.. used.Distinct()] };
    }

    private EnvironmentDefinition Definition(FileNode root, EnvironmentDefinition parent, string name, string version)
    {
        var remove = root.Find("remove");
        if (remove is not null)
        {
            file.Expect(remove, Lists);
        }

        var operators = Combined(root, remove, "operators", parent.Operators, part => part.Name, parts => parts.Operators);
        var rewards = Rewards(root, remove, parent.Rewards);
        var changesPay = operators.Length != parent.Operators.Length || !rewards.SequenceEqual(parent.Rewards);
        return new EnvironmentDefinition
        {
            Name = name,
            Version = version,
            Title = file.TextOf(root, "title") ?? name,
            Description = file.TextOf(root, "description") ?? parent.Description,
            State = parent.State,
            Seeds = parent.Seeds,
            Scenarios = Limited(root, parent.Scenarios),
            Action = WithChoices(parent, operators),
            Operators = operators,
            Rewards = rewards,
            Checks = Combined(root, remove, "checks", parent.Checks, part => part.Name, parts => parts.Checks),
            Observer = parent.Observer,
            Features = parent.Features,
            Tables = parent.Tables,
            Inspector = parent.Inspector,
            Tasks = Combined(root, remove, "tasks", parent.Tasks, part => part.Name, parts => parts.Tasks),
            Policies = Combined(root, remove, "policies", parent.Policies, part => part.Name, parts => parts.Policies),
            BaselinePolicy = file.TextOf(root, "baseline_policy") ?? parent.BaselinePolicy,
            StepsAfterEnd = parent.StepsAfterEnd,
            MaxReturn = changesPay ? null : parent.MaxReturn,
            ScoreWithoutTask = parent.ScoreWithoutTask,
        };
    }

    private ImmutableArray<T> Combined<T>(FileNode root, FileNode? remove, string field, ImmutableArray<T> inherited, Func<T, string> nameOf, Func<PluginParts, ImmutableArray<T>> partsOf)
    {
        var parts = Kept(remove, field, inherited, nameOf).ToList();
        foreach (var item in file.ItemsOf(root, field, JsonTokenType.StartObject))
        {
            file.Expect(item, "from", "name");
            if (FindSource(item) is not { } source)
            {
                continue;
            }

            var name = file.TextOf(item, "name", required: true);
            var found = partsOf(source.Parts).FirstOrDefault(part => nameOf(part) == name);
            if (found is not null)
            {
                used.Add(source.Plugin);
                parts.Add(found);
                Try(item, found);
            }
            else if (name is not null)
            {
                FailPart(item, field, name, partsOf(source.Parts).Select(nameOf));
            }
        }

        return [.. parts];
    }

    private ImmutableArray<IRewardRule> Rewards(FileNode root, FileNode? remove, ImmutableArray<IRewardRule> inherited)
    {
        var rules = Kept(remove, "rewards", inherited, rule => rule.Name).ToList();
        foreach (var item in file.ItemsOf(root, "rewards", JsonTokenType.StartObject))
        {
            file.Expect(item, "from", "name", "as", "parameters");
            if (FindSource(item) is { } source && file.TextOf(item, "name", required: true) is { } name && Rule(item, source.Parts, name) is { } rule)
            {
                used.Add(source.Plugin);
                rules.Add(file.TextOf(item, "as") is { } term && term != rule.Name ? new NamedRule(term, rule) : rule);
            }
        }

        return [.. rules];
    }

    private IRewardRule? Rule(FileNode item, PluginParts parts, string name)
    {
        var parameters = item.Find("parameters");
        if (parts.RewardTemplates.FirstOrDefault(template => template.Name == name) is { } template)
        {
            var errors = new List<FieldError>();
            var read = DescriptorReader.ReadObject(template.Parameters, parameters is null ? JsonDocument.Parse("{}").RootElement : file.JsonOf(parameters), [], errors);
            foreach (var error in errors)
            {
                file.Fail(PlaceOf(parameters, error) ?? item.Start, $"Parameter '{error.DottedPath}' of reward '{name}': {error.Message}.");
            }

            return errors.Count == 0 ? template.Create(read) : null;
        }

        if (parts.Rewards.FirstOrDefault(rule => rule.Name == name) is { } found)
        {
            if (parameters is not null)
            {
                file.Fail(parameters.Start, $"Reward '{name}' takes no parameters.");
            }

            return found;
        }

        FailPart(item, "rewards", name, parts.Rewards.Select(rule => rule.Name).Concat(parts.RewardTemplates.Select(known => known.Name)));
        return null;
    }

    private static int? PlaceOf(FileNode? parameters, FieldError error)
    {
        var at = parameters;
        foreach (var part in error.Path)
        {
            at = at?.Find(part) ?? at;
        }

        return at?.Start;
    }

    private IEnumerable<T> Kept<T>(FileNode? remove, string field, ImmutableArray<T> inherited, Func<T, string> nameOf)
    {
        var removed = remove is null ? [] : file.ItemsOf(remove, field, JsonTokenType.String).ToArray();
        foreach (var name in removed.Where(name => !inherited.Any(part => nameOf(part) == name.Text)))
        {
            file.Fail(name.Start, $"The base has no '{name.Text}' among its {field}; there are {string.Join(", ", inherited.Select(nameOf))}.");
        }

        return inherited.Where(part => !removed.Any(name => name.Text == nameOf(part)));
    }

    private (PluginParts Parts, PluginProvenance Plugin)? FindSource(FileNode item)
    {
        var from = file.TextOf(item, "from", required: true);
        var source = from is null ? null : sources.Find(from);
        if (from is not null && source is null)
        {
            file.Fail(item.Find("from")!.Start, $"No plugin or environment is named '{from}'; there are {sources.Known}.");
        }

        return source;
    }

    private void FailPart(FileNode item, string field, string name, IEnumerable<string> known) => file.Fail(
        item.Find("name")!.Start, $"'{item.Find("from")!.Text}' offers no '{name}' among its {field}; there are {(known.Any() ? string.Join(", ", known) : "none")}.");

    /// <summary>A check that looks for a table or scalar which the base does not have is found before an episode needs it.</summary>
    private void Try<T>(FileNode item, T part)
    {
        try
        {
            _ = (part as IGraderCheck)?.Evaluate(basis!.State.Initial);
        }
        catch (KeyNotFoundException missing)
        {
            file.Fail(item.Start, $"The check does not fit the base: {missing.Message}");
        }
    }

    private static ActionDescriptor WithChoices(EnvironmentDefinition parent, ImmutableArray<IOperator> operators) => parent.Action with
    {
        Shape = parent.Action.Shape with
        {
            Fields = [.. parent.Action.Shape.Fields.Select(field => field.Name == parent.Action.OperatorField && !field.Choices.IsDefaultOrEmpty
                ? field with { Choices = [.. operators.Select(part => part.Name)] }
                : field)],
        },
    };

    private IScenarioGenerator Limited(FileNode root, IScenarioGenerator inner)
    {
        if (root.Find("limits") is not { } limits)
        {
            return inner;
        }

        file.Expect(limits, "max_steps", "options");
        var maxSteps = Integer(limits, "max_steps");
        if (maxSteps is < 1)
        {
            file.Fail(limits.Find("max_steps")!.Start, "'max_steps' is 1 or more.");
        }

        var fields = inner.Options.Fields.ToArray();
        foreach (var (name, start, value) in limits.Find("options")?.Fields ?? [])
        {
            var index = Array.FindIndex(fields, field => field.Name == name);
            if (index < 0)
            {
                file.Fail(start, $"The base has no option '{name}'; there are {string.Join(", ", fields.Select(field => field.Name))}.");
                continue;
            }

            file.Expect(value, "minimum", "maximum", "default");
            fields[index] = Narrowed(fields[index], value);
        }

        return new ComposedScenarios(inner, inner.Options with { Fields = [.. fields] }, (int?)maxSteps);
    }

    private FieldDescriptor Narrowed(FieldDescriptor field, FileNode limits)
    {
        var (minimum, maximum) = (Number(limits, "minimum"), Number(limits, "maximum"));
        if (minimum < field.Minimum || maximum > field.Maximum || minimum > maximum)
        {
            file.Fail(limits.Start, $"The range of '{field.Name}' can be narrowed within {field.Minimum} and {field.Maximum}, not widened.");
        }

        var narrowed = field with { Minimum = minimum ?? field.Minimum, Maximum = maximum ?? field.Maximum };
        if (limits.Find("default") is not { } given)
        {
            return narrowed;
        }

        var errors = new List<FieldError>();
        var value = FieldReader.Read(narrowed, file.JsonOf(given), [field.Name], errors);
        foreach (var error in errors)
        {
            file.Fail(given.Start, $"The default of '{field.Name}': {error.Message}.");
        }

        return narrowed with { Default = value };
    }

    private long? Integer(FileNode node, string field) => Number(node, field) is { } number && number == Math.Floor(number) ? (long)Math.Clamp(number, int.MinValue, int.MaxValue) : null;

    private double? Number(FileNode node, string field)
    {
        var value = node.Find(field);
        if (value is null)
        {
            return null;
        }

        if (value.Type == JsonTokenType.Number)
        {
            return file.JsonOf(value).GetDouble();
        }

        file.Fail(value.Start, $"'{field}' is a number.");
        return null;
    }

    private void Verify(FileNode root, EnvironmentDefinition definition)
    {
        foreach (var fault in DefinitionRules.Check(definition))
        {
            file.Fail(root.Start, fault);
        }
    }

    private PluginProvenance Provenance(string name, string version)
    {
        var text = new StringBuilder(Convert.ToHexStringLower(SHA256.HashData(file.Bytes)));
        foreach (var plugin in used.Distinct())
        {
            text.Append('\n').Append(plugin.Sha256);
        }

        return new PluginProvenance($"composed.{name}", version, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text.ToString()))));
    }
}
