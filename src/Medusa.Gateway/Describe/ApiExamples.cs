using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>
/// Fills in what varies in the examples of requests: <c>"{{environment}}"</c>, <c>"{{task}}"</c> and <c>"{{action}}"</c>, which is the first action that a policy of the
/// environment takes on the examples' seed. Examples of one tag are to be sent in their order: the episode <see cref="Episode"/> is made by one and used by others.
/// </summary>
internal static class ApiExamples
{
    /// <summary>The episode that the examples are about.</summary>
    public const string Episode = "docs-example";

    /// <summary>The episode that the examples close.</summary>
    public const string Closed = "docs-closed";

    /// <summary>The seed of the examples' episodes.</summary>
    public const int Seed = 7;

    private static readonly JsonElement NoOptions = JsonDocument.Parse("{}").RootElement;
    private static readonly ConditionalWeakTable<LoadedEnvironment, string> Actions = [];

    /// <summary>Fills an example in.</summary>
    /// <param name="text">The example.</param>
    /// <param name="environment">The environment.</param>
    public static string Fill(string text, LoadedEnvironment environment) => text
        .Replace("{{environment}}", environment.Definition.Name, StringComparison.Ordinal)
        .Replace("{{task}}", environment.Definition.Tasks.FirstOrDefault()?.Name, StringComparison.Ordinal)
        .Replace("\"{{action}}\"", Actions.GetValue(environment, Action), StringComparison.Ordinal);

    /// <summary>A broken policy is shown by its baseline; the document needs some action.</summary>
    private static string Action(LoadedEnvironment environment)
    {
        try
        {
            return FirstMove(environment.Definition) ?? AnyAction(environment.Definition);
        }
        catch (Exception error) when (error is not ContractException)
        {
            return AnyAction(environment.Definition);
        }
    }

    private static string? FirstMove(EnvironmentDefinition environment)
    {
        if ((environment.FindPolicy(environment.BaselinePolicy ?? "") ?? environment.Policies.FirstOrDefault()) is not { } policy)
        {
            return null;
        }

        var options = DescriptorReader.Read(environment.Scenarios.Options, NoOptions, []);
        var scenario = environment.Scenarios.Generate(new ScenarioRequest(Operators.Abstractions.Seed.Of(Seed), options, WasSeedGiven: true));
        var json = new JsonBuffer();
        environment.Observer.WriteObservation(
            new ObservationContext(new EpisodeView(scenario.State, EpisodeStatus.Running, 0, scenario.MaxSteps, 0), scenario.Message, scenario.Metrics, IsEcho: false), json);
        using var observation = JsonDocument.Parse(json.WrittenMemory);
        var move = policy.Start(Seed).Next(observation.RootElement, 0);
        json.Clear();
        json.Record(move);
        return System.Text.Encoding.UTF8.GetString(json.WrittenSpan);
    }

    /// <summary>The first operator with the least that its fields take.</summary>
    private static string AnyAction(EnvironmentDefinition environment)
    {
        var first = environment.Operators[0];
        var action = Least(environment.Action.Shape);
        action[environment.Action.OperatorField] = first.Name;
        var arguments = Least(first.Parameters);
        if (environment.Action.ArgumentsField is { } field)
        {
            action[field] = arguments;
        }
        else
        {
            foreach (var (name, value) in arguments)
            {
                action[name] = value?.DeepClone();
            }
        }

        return action.ToJsonString();
    }

    private static JsonObject Least(ObjectDescriptor shape) =>
        new(shape.Fields.Where(field => field.Required).Select(field => KeyValuePair.Create(field.Name, Least(field))));

    private static JsonNode? Least(FieldDescriptor field) => field.Kind switch
    {
        FieldKind.Text => field.Choices.IsDefaultOrEmpty ? "text" : field.Choices[0],
        FieldKind.Integer => (long)(field.Minimum ?? 1),
        FieldKind.Number => field.Minimum ?? 1,
        FieldKind.Boolean => false,
        FieldKind.List => new JsonArray(),
        FieldKind.Object => field.Fields is { } fields ? Least(fields) : new JsonObject(),
        _ => null,
    };
}
