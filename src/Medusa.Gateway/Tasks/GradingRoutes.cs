using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary><c>GET /tasks</c>, <c>POST /grader</c> and <c>GET /baseline</c> of every environment.</summary>
/// <param name="engine">Where episodes run.</param>
/// <param name="episodes">The callers' episodes by label.</param>
/// <param name="baselines">Runs baseline policies.</param>
/// <param name="calls">Asks plugins what they say of themselves.</param>
internal sealed class GradingRoutes(IEpisodeEngine engine, HttpEpisodes episodes, Baselines baselines, PluginCalls calls)
{
    /// <summary>Lists the tasks with the thresholds that the grader uses.</summary>
    /// <param name="context">The request.</param>
    /// <param name="environment">The environment.</param>
    public async Task TasksAsync(HttpContext context, LoadedEnvironment environment)
    {
        var tasks = await calls.WriteAsync(environment, json =>
        {
            json.StartObject();
            json.Name("tasks"u8);
            TaskJson.WriteList(environment.Definition.Tasks, json);
            json.Name("action_schema"u8);
            SchemaWriter.WriteAction(environment.Definition, json);
            json.EndObject();
        });
        await Replies.JsonAsync(context, tasks.WrittenMemory);
    }

    /// <summary>Scores an episode, running or not, by a task.</summary>
    /// <param name="context">The request.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="request">The body.</param>
    public async Task GradeAsync(HttpContext context, string environment, JsonRequest request)
    {
        var fields = new ObjectReader(request.Root, known: null);
        var name = fields.Text("episode_id", required: true);
        var task = fields.Text("task_id", required: true);
        if (fields.Problem() is { } invalid)
        {
            await Replies.RefuseAsync(context, invalid, "body");
            return;
        }

        var owner = context.Owner();
        var id = episodes.Find(owner, environment, name, out var problem);
        var reply = id is null
            ? EpisodeReply.Refused(problem!)
            : await engine.QueryAsync(new QueryEpisode(owner, id.Value, EpisodeQueryKind.Grade) { Task = task, AllowRunning = true }, context.RequestAborted);
        if (reply.Problem is { } refused)
        {
            await Replies.RefuseAsync(context, refused, "body");
            return;
        }

        using var grade = JsonDocument.Parse(reply.Body);
        var json = new JsonBuffer(1024);
        TaskGradeJson.Write(grade.RootElement, json);
        await Replies.JsonAsync(context, json.WrittenMemory);
    }

    /// <summary>Shows how the environment's baseline policy does on each task.</summary>
    /// <param name="context">The request.</param>
    /// <param name="environment">The environment.</param>
    public async Task BaselineAsync(HttpContext context, LoadedEnvironment environment)
    {
        if (environment.Definition.BaselinePolicy is not { } name || environment.Definition.FindPolicy(name) is not { } policy)
        {
            await Replies.JsonAsync(context, "{\"detail\":\"This environment has no baseline policy\"}"u8.ToArray(), 404);
            return;
        }

        await Replies.JsonAsync(context, await baselines.GetAsync(environment, policy));
    }
}
