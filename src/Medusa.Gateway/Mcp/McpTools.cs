using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>An environment's actions as MCP tools. OpenEnv reserves the names reset, step, state and close.</summary>
internal static class McpTools
{
    /// <summary>The tool that starts an episode.</summary>
    public const string Start = "start_episode";

    /// <summary>The tool that shows the state.</summary>
    public const string State = "episode_state";

    /// <summary>Writes <c>{"tools":[…]}</c>.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="options">Its reset options as the host takes them.</param>
    /// <param name="withState">Whether there is a tool that shows the state.</param>
    /// <param name="json">Where to write it.</param>
    public static void WriteList(EnvironmentDefinition environment, ObjectDescriptor options, bool withState, JsonBuffer json)
    {
        json.StartObject();
        json.Name("tools"u8);
        json.StartList();
        WriteTool(Start, "Starts an episode and returns its first observation; the episode before is closed.", StartParameters(environment, options), json);
        foreach (var action in environment.Operators)
        {
            WriteTool(action.Name, action.Description, Parameters(environment, action), json);
        }

        if (withState)
        {
            WriteTool(State, "Shows the environment's state.", ObjectDescriptor.None, json);
        }

        json.EndList();
        json.EndObject();
    }

    /// <summary>Calls a tool.</summary>
    /// <param name="name">The tool.</param>
    /// <param name="arguments">Its arguments: an object, null or undefined.</param>
    /// <param name="session">The session.</param>
    /// <returns>The answer, or null where there is no such tool.</returns>
    public static async ValueTask<EpisodeReply?> CallAsync(string name, JsonElement arguments, IClientSession session)
    {
        if (name == Start)
        {
            return await session.ResetAsync(arguments);
        }

        if (name == State)
        {
            return await session.StateAsync();
        }

        return session.Environment?.Definition is not { } environment || environment.FindOperator(name) is null
            ? null
            : await session.StepAsync(Action(environment.Action, name, arguments));
    }

    private static JsonElement Action(ActionDescriptor action, string name, JsonElement arguments)
    {
        var json = new JsonBuffer();
        json.StartObject();
        json.Name(action.OperatorField);
        json.Text(name);
        if (arguments.ValueKind == JsonValueKind.Object)
        {
            if (action.ArgumentsField is { } field)
            {
                json.Name(field);
                CompactJson.Write(arguments, json);
            }
            else
            {
                foreach (var property in arguments.EnumerateObject())
                {
                    json.Name(property.Name);
                    CompactJson.Write(property.Value, json);
                }
            }
        }

        json.EndObject();
        var reader = new Utf8JsonReader(json.WrittenSpan, new JsonReaderOptions { MaxDepth = 1024 });
        return JsonElement.ParseValue(ref reader);
    }

    private static ObjectDescriptor Parameters(EnvironmentDefinition environment, IOperator action) =>
        action.Parameters with { Title = action.Name, AllowsOthers = environment.Action.FreeArguments };

    private static ObjectDescriptor StartParameters(EnvironmentDefinition environment, ObjectDescriptor options) => new(
        Start,
        [
            new FieldDescriptor("seed", FieldKind.Integer) { Nullable = true, Description = "The seed; none lets the server choose.", Minimum = 0 },
            new FieldDescriptor("task", FieldKind.Text) { Nullable = true, Description = "The task's name.", Choices = [.. environment.Tasks.Select(task => task.Name)] },
            .. options.Fields,
        ]);

    private static void WriteTool(string name, string description, ObjectDescriptor parameters, JsonBuffer json)
    {
        json.StartObject();
        json.Name("name"u8);
        json.Text(name);
        json.Name("description"u8);
        json.Text(description);
        json.Name("inputSchema"u8);
        SchemaWriter.WriteObject(parameters, json);
        json.EndObject();
    }
}
