using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Writes JSON schemas (draft 2020-12) from descriptors, in the form that OpenEnv's servers use: keys by name, properties in declared order.</summary>
public static class SchemaWriter
{
    private static readonly FieldDescriptor ActionMetadata = new("metadata", FieldKind.Object) { Description = "Additional metadata for the action" };

    private static readonly FieldDescriptor[] ObservationBase =
    [
        new("done", FieldKind.Boolean) { Default = false },
        new("reward", FieldKind.Number) { Nullable = true },
        new("metadata", FieldKind.Object),
    ];

    private static readonly ObjectDescriptor StateBase = new(
        "State",
        [
            new FieldDescriptor("episode_id", FieldKind.Text) { Nullable = true, Description = "Unique identifier for the current episode" },
            new FieldDescriptor("step_count", FieldKind.Integer) { Default = 0, Minimum = 0, Description = "Number of steps taken in the current episode" },
        ])
    {
        Description = "Base class for environment state.\n\nRepresents internal environment state, separate from observations.",
        AllowsOthers = true,
    };

    /// <summary>The schema of an environment's action, with OpenEnv's base field <c>metadata</c>.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="json">Where to write it: one object.</param>
    public static void WriteAction(EnvironmentDefinition environment, JsonBuffer json) =>
        WriteRoot(environment.Action.Shape, [ActionMetadata, .. environment.Action.Shape.Fields], json);

    /// <summary>The schema of an environment's observation, with OpenEnv's base fields <c>done</c>, <c>reward</c> and <c>metadata</c>.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="json">Where to write it: one object.</param>
    public static void WriteObservation(EnvironmentDefinition environment, JsonBuffer json) =>
        WriteRoot(environment.Observer.Observation, [.. ObservationBase, .. environment.Observer.Observation.Fields], json);

    /// <summary>The schema of OpenEnv's state: <c>episode_id</c> and <c>step_count</c>, others allowed.</summary>
    /// <param name="json">Where to write it: one object.</param>
    public static void WriteState(JsonBuffer json) => WriteObject(StateBase, json);

    /// <summary>The schema of any described object.</summary>
    /// <param name="descriptor">The object.</param>
    /// <param name="json">Where to write it: one object.</param>
    public static void WriteObject(ObjectDescriptor descriptor, JsonBuffer json) => WriteRoot(descriptor, [.. descriptor.Fields], json);

    private static void WriteRoot(ObjectDescriptor descriptor, FieldDescriptor[] fields, JsonBuffer json)
    {
        json.StartObject();
        WriteDefinitions(fields, json);
        FieldSchema.WriteBody(descriptor, fields, json);
        json.EndObject();
    }

    private static void WriteDefinitions(FieldDescriptor[] fields, JsonBuffer json)
    {
        var named = new SortedDictionary<string, FieldDescriptor>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            Collect(field, named);
        }

        if (named.Count == 0)
        {
            return;
        }

        json.Name("$defs"u8);
        json.StartObject();
        foreach (var (title, field) in named)
        {
            json.Name(title);
            json.StartObject();
            FieldSchema.WriteText("description"u8, field.ChoicesDescription, json);
            FieldSchema.WriteChoices(field, json);
            FieldSchema.WriteText("title"u8, title, json);
            FieldSchema.WriteText("type"u8, "string", json);
            json.EndObject();
        }

        json.EndObject();
    }

    private static void Collect(FieldDescriptor field, SortedDictionary<string, FieldDescriptor> named)
    {
        if (field.ChoicesTitle is { } title && !field.Choices.IsDefaultOrEmpty)
        {
            named[title] = field;
        }

        if (field.Items is not null)
        {
            Collect(field.Items, named);
        }

        foreach (var inner in field.Fields?.Fields ?? [])
        {
            Collect(inner, named);
        }
    }
}
