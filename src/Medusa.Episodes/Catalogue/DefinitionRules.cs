using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>What a definition must keep to before the host offers it.</summary>
public static class DefinitionRules
{
    /// <summary>What is wrong with a definition, one sentence each; empty for a sound one.</summary>
    /// <param name="definition">The definition.</param>
    public static IReadOnlyList<string> Check(EnvironmentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var faults = new List<string>();
        if (definition.Name.Length is 0 or > 64 || definition.Name.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-"))
        {
            faults.Add($"The name '{definition.Name}' is not 1 to 64 lower-case letters, digits and hyphens.");
        }

        if (definition.Version.Length is 0 or > 32)
        {
            faults.Add($"The version '{definition.Version}' is not 1 to 32 characters.");
        }

        if (definition.Operators.IsDefaultOrEmpty)
        {
            faults.Add("There is no operator.");
            return faults;
        }

        if (definition.Rewards.IsDefault || definition.Checks.IsDefault || definition.Tasks.IsDefault || definition.Policies.IsDefault)
        {
            faults.Add("The rewards, checks, tasks and policies are lists, empty where there are none.");
            return faults;
        }

        if (definition.Scenarios.Options is null || definition.Observer.Observation is null || definition.Operators.Any(part => part.Parameters is null))
        {
            faults.Add("Options, observation and parameters are described, by ObjectDescriptor.None where there are none.");
            return faults;
        }

        Distinct("operator", definition.Operators.Select(part => part.Name), faults);
        Distinct("reward rule", definition.Rewards.Select(part => part.Name), faults);
        Distinct("grader check", definition.Checks.Select(part => part.Name), faults);
        Distinct("task", definition.Tasks.Select(part => part.Name), faults);
        Distinct("policy", definition.Policies.Select(part => part.Name), faults);
        CheckViews(definition, faults);
        CheckAction(definition, faults);
        CheckTasks(definition, faults);
        if (definition.BaselinePolicy is { } baseline && definition.FindPolicy(baseline) is null)
        {
            faults.Add($"The baseline policy '{baseline}' is not among the policies.");
        }

        return faults;
    }

    private static void CheckViews(EnvironmentDefinition definition, List<string> faults)
    {
        if (definition.Features.IsDefault || definition.Tables.IsDefault || definition.Inspector is { Kinds.IsDefault: true })
        {
            faults.Add("The features, the tables and the inspector's kinds are lists, empty where there are none.");
            return;
        }

        Distinct("feature", definition.Features.Select(feature => feature.Name), faults);
        Distinct("described table", definition.Tables.Select(table => table.Name), faults);
        foreach (var table in definition.Tables.Where(table => !definition.State.TableNames.Contains(table.Name)))
        {
            faults.Add($"The described table '{table.Name}' is not among the state's: {string.Join(", ", definition.State.TableNames)}.");
        }

        if (definition.Inspector is { } inspector)
        {
            Distinct("kind of mark", inspector.Kinds.Select(kind => kind.Kind), faults);
            foreach (var kind in inspector.Kinds.Where(kind => kind.Kind.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789_")))
            {
                faults.Add($"The kind of mark '{kind.Kind}' is not lower-case letters, digits and underscores.");
            }
        }
    }

    private static void CheckAction(EnvironmentDefinition definition, List<string> faults)
    {
        var action = definition.Action;
        if (action.Shape.Find(action.OperatorField) is not { Kind: FieldKind.Text } field)
        {
            faults.Add($"The action has no text field '{action.OperatorField}' that names the operator.");
        }
        else if (!field.Choices.IsDefaultOrEmpty && field.Choices.FirstOrDefault(choice => definition.FindOperator(choice) is null) is { } unknown)
        {
            faults.Add($"The action allows '{unknown}', which is no operator.");
        }

        if (action.ArgumentsField is { } arguments && action.Shape.Find(arguments) is null)
        {
            faults.Add($"The action has no field '{arguments}' for the arguments.");
        }
    }

    private static void CheckTasks(EnvironmentDefinition definition, List<string> faults)
    {
        foreach (var task in definition.Tasks)
        {
            foreach (var option in task.Options.Shape.Names)
            {
                if (definition.Scenarios.Options.Find(option) is null)
                {
                    faults.Add($"Task '{task.Name}' pins '{option}', which is no reset option.");
                }
            }

            if (task.PassThreshold is not (>= 0 and <= 1))
            {
                faults.Add($"The threshold of task '{task.Name}' is not within 0 and 1.");
            }
        }
    }

    private static void Distinct(string kind, IEnumerable<string> names, List<string> faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (string.IsNullOrEmpty(name))
            {
                faults.Add($"A {kind} has no name.");
            }
            else if (!seen.Add(name))
            {
                faults.Add($"Two {kind}s are named '{name}'.");
            }
        }
    }
}
