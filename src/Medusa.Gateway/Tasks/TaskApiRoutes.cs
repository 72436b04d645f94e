using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>OpenEnv's task API: <c>/list_environments</c> and <c>/{env}/splits | tasks | num_tasks | task | task_range</c>. Every task is in the split <c>train</c>.</summary>
/// <param name="environments">The environments.</param>
/// <param name="options">The limits.</param>
internal sealed class TaskApiRoutes(EnvironmentLookup environments, GatewayOptions options)
{
    /// <summary>The route value that names the environment of the task API.</summary>
    public const string RouteValue = "env";

    private const string Split = "train";

    /// <summary>Lists the environments that the task API knows here.</summary>
    /// <param name="context">The request.</param>
    public async Task ListAsync(HttpContext context)
    {
        if (await environments.FindAsync(context) is not { } environment)
        {
            return;
        }

        var isOne = context.Request.RouteValues[EnvironmentLookup.RouteValue] is not null;
        var json = new JsonBuffer();
        json.Value(Value.List(isOne ? [environment.Definition.Name] : environments.Catalogue.Environments.Select(each => each.Definition.Name)));
        await Replies.JsonAsync(context, json.WrittenMemory);
    }

    /// <summary>Lists the splits.</summary>
    /// <param name="context">The request.</param>
    public async Task SplitsAsync(HttpContext context)
    {
        if (await FindAsync(context) is not null)
        {
            await Replies.JsonAsync(context, "[{\"name\":\"train\",\"type\":\"train\"}]"u8.ToArray());
        }
    }

    /// <summary>Lists a split's tasks.</summary>
    /// <param name="context">The request.</param>
    public Task TasksAsync(HttpContext context) => AnswerAsync(context, static (_, environment, tasks, json) =>
    {
        json.StartObject();
        json.Name("tasks"u8);
        TaskJson.WriteList(tasks, json);
        json.Name("env_name"u8);
        json.Text(environment.Name);
        json.EndObject();
        return true;
    });

    /// <summary>Counts a split's tasks.</summary>
    /// <param name="context">The request.</param>
    public Task CountAsync(HttpContext context) => AnswerAsync(context, static (_, _, tasks, json) =>
    {
        json.Record(Record.Of(("num_tasks", tasks.Length)));
        return true;
    });

    /// <summary>Shows one task of a split.</summary>
    /// <param name="context">The request.</param>
    public Task TaskAsync(HttpContext context) => AnswerAsync(context, static (fields, _, tasks, json) =>
    {
        if (fields.Any("index").ValueKind == System.Text.Json.JsonValueKind.Undefined)
        {
            fields.Add("missing", "Field required", default, "index");
        }

        var index = fields.Integer("index", int.MinValue, int.MaxValue);
        if (index is not { } at || fields.Errors.Count > 0 || at < 0 || at >= tasks.Length)
        {
            return false;
        }

        json.StartObject();
        json.Name("task"u8);
        TaskJson.Write(tasks[(int)at], json);
        json.EndObject();
        return true;
    });

    /// <summary>Shows a range of a split's tasks: <c>start</c> is in it, <c>stop</c> is not.</summary>
    /// <param name="context">The request.</param>
    public Task RangeAsync(HttpContext context) => AnswerAsync(context, static (fields, _, tasks, json) =>
    {
        var start = fields.Integer("start", int.MinValue, int.MaxValue) ?? 0;
        var stop = fields.Integer("stop", int.MinValue, int.MaxValue) ?? tasks.Length;
        if (fields.Errors.Count > 0 || start < 0 || stop < start || stop > tasks.Length)
        {
            return false;
        }

        json.StartObject();
        json.Name("tasks"u8);
        TaskJson.WriteList(tasks[(int)start..(int)stop], json);
        json.EndObject();
        return true;
    });

    private async Task AnswerAsync(HttpContext context, Func<ObjectReader, EnvironmentDefinition, ITask[], JsonBuffer, bool> write)
    {
        if (await FindAsync(context) is not { } environment)
        {
            return;
        }

        using var request = await JsonRequest.ReadAsync(context, options);
        if (request is null)
        {
            return;
        }

        var fields = new ObjectReader(request.Root, known: null);
        var split = fields.Text("split", required: true);
        var json = new JsonBuffer();
        var isWritten = fields.Errors.Count == 0 && write(fields, environment.Definition, split == Split ? [.. environment.Definition.Tasks] : [], json);
        if (fields.Problem() is { } problem)
        {
            await Replies.RefuseAsync(context, problem, "body");
        }
        else
        {
            await (isWritten ? Replies.JsonAsync(context, json.WrittenMemory) : Replies.JsonAsync(context, "{\"detail\":\"Invalid task index\"}"u8.ToArray(), 400));
        }
    }

    /// <summary>The environment that the task API's path names; below <c>/envs/x</c> it is x.</summary>
    private async ValueTask<LoadedEnvironment?> FindAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues[RouteValue]!;
        var scope = context.Request.RouteValues[EnvironmentLookup.RouteValue] as string;
        if (environments.Catalogue.Find(name) is not { } environment || (scope is not null && !string.Equals(scope, name, StringComparison.OrdinalIgnoreCase)))
        {
            await Replies.RefuseAsync(context, new Problem(ProblemCode.UnknownEnvironment, $"unknown environment '{name}'"));
            return null;
        }

        if (environment.Definition.Tasks.IsDefaultOrEmpty)
        {
            await Replies.JsonAsync(context, "{\"detail\":\"list_tasks is not supported for this environment\"}"u8.ToArray(), 501);
            return null;
        }

        return environment;
    }
}
