using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>What OpenEnv clients get of an environment that was never reset: there is no episode, so the gateway answers, with the environment's observer.</summary>
/// <param name="calls">Runs the observer.</param>
internal sealed class InitialEpisode(PluginCalls calls)
{
    /// <summary>The state before the first reset.</summary>
    /// <param name="environment">The environment; null where it is not offered any more.</param>
    /// <param name="name">Its name.</param>
    public ValueTask<EpisodeReply> StateAsync(LoadedEnvironment? environment, string name) =>
        environment is null ? ValueTask.FromResult(EpisodeReply.Refused(EnvironmentLookup.Gone(name))) : CallAsync(environment, State);

    /// <summary>The answer to a step before the first reset: an echo where the environment says so, else a refusal. An invalid action is refused either way.</summary>
    /// <param name="environment">The environment; null where it is not offered any more.</param>
    /// <param name="name">Its name.</param>
    /// <param name="action">The action as sent.</param>
    public ValueTask<EpisodeReply> StepAsync(LoadedEnvironment? environment, string name, JsonElement action)
    {
        if (environment is null)
        {
            return ValueTask.FromResult(EpisodeReply.Refused(EnvironmentLookup.Gone(name)));
        }

        var errors = new List<FieldError>();
        DescriptorReader.Read(WithMetadata(environment.Definition.Action.Shape), action, errors);
        if (errors.Count > 0)
        {
            return ValueTask.FromResult(EpisodeReply.Refused(new Problem(ProblemCode.InvalidAction, "The action is not valid.") { Errors = [.. errors] }));
        }

        return environment.Definition.StepsAfterEnd == StepsAfterEnd.Echo
            ? CallAsync(environment, Echo)
            : ValueTask.FromResult(EpisodeReply.Refused(ProblemCode.UnknownEpisode, "No episode was started here: send a reset first."));
    }

    private async ValueTask<EpisodeReply> CallAsync(LoadedEnvironment environment, Func<EnvironmentDefinition, EpisodeReply> answer)
    {
        try
        {
            return await calls.RunAsync(environment, _ => answer(environment.Definition));
        }
        catch (PluginCallException fault)
        {
            return EpisodeReply.Refused(fault.Problem);
        }
    }

    private static EpisodeReply State(EnvironmentDefinition environment)
    {
        var json = new JsonBuffer();
        json.StartObject();
        json.Name("episode_id"u8);
        json.Null();
        json.Name("step_count"u8);
        json.Integer(0);
        environment.Observer.WriteState(View(environment), json);
        json.EndObject();
        return new EpisodeReply { Body = json.WrittenMemory };
    }

    private static EpisodeReply Echo(EnvironmentDefinition environment)
    {
        var view = View(environment);
        var json = new JsonBuffer();
        json.StartObject();
        json.Name("observation"u8);
        environment.Observer.WriteObservation(new ObservationContext(view, string.Empty, Record.Empty, IsEcho: true), json);
        json.Name("reward"u8);
        json.Number(0);
        json.Name("done"u8);
        json.Boolean(true);
        json.EndObject();
        return new EpisodeReply { Body = json.WrittenMemory, TailOffset = 1, Echo = true, Done = true };
    }

    private static EpisodeView View(EnvironmentDefinition environment)
    {
        var maximum = environment.Scenarios.Options.Find("max_steps")?.Default ?? default;
        return new EpisodeView(environment.State.Initial, EpisodeStatus.Initial, 0, maximum.Kind == ValueKind.Integer ? (int)maximum.AsInteger : 0, 0);
    }

    private static ObjectDescriptor WithMetadata(ObjectDescriptor shape) =>
        shape with { Fields = shape.Fields.Add(new FieldDescriptor("metadata", FieldKind.Object)) };
}
