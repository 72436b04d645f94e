using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary><c>GET /tasks</c>, <c>POST /grader</c> and <c>GET /baseline</c> of every environment.</summary>
/// <param name="environments">The environments.</param>
/// <param name="engine">Where episodes run.</param>
/// <param name="episodes">The callers' episodes by label.</param>
/// <param name="baselines">Runs baseline policies.</param>
/// <param name="options">The limits.</param>
internal sealed class GradingRoutes(EnvironmentLookup environments, IEpisodeEngine engine, HttpEpisodes episodes, Baselines baselines, GatewayOptions options)
{
    /// <summary>Lists the tasks with the thresholds that the grader uses.</summary>
    /// <param name="context">The request.</param>
    public async Task TasksAsync(HttpContext context)
    {
        if (await environments.FindAsync(context) is not { } environment)
        {
            return;
        }

        var json = new JsonBuffer();
        json.StartObject();
        json.Name("tasks"u8);
        TaskJson.WriteList(environment.Definition.Tasks, json);
        json.Name("action_schema"u8);
        SchemaWriter.WriteAction(environment.Definition, json);
        json.EndObject();
        await Replies.JsonAsync(context, json.WrittenMemory);
    }

    /// <summary>Scores an episode, running or not, by a task.</summary>
    /// <param name="context">The request.</param>
    public async Task GradeAsync(HttpContext context)
    {
        if (await environments.FindAsync(context) is not { } environment)
        {
            return;
        }

        using var request = await JsonRequest.ReadAsync(context, options);
        if (request is null)
        {
            return;
        }

        var fields = new ObjectReader(request.Root, known: null);
        var name = fields.Text("episode_id", required: true);
        var task = fields.Text("task_id", required: true);
        if (fields.Problem() is { } invalid)
        {
            await Replies.RefuseAsync(context, invalid, "body");
            return;
        }

        var owner = context.Owner();
        var id = episodes.Find(owner, environment.Definition.Name, name, out var problem);
        var reply = id is null
            ? EpisodeReply.Refused(problem!)
            : await engine.QueryAsync(new QueryEpisode(owner, id.Value, EpisodeQueryKind.Grade) { Task = task, AllowRunning = true }, context.RequestAborted);
        await (reply.Problem is { } refused ? Replies.RefuseAsync(context, refused, "body") : Replies.JsonAsync(context, reply.Body));
    }

    /// <summary>Shows how the environment's baseline policy does on each task.</summary>
    /// <param name="context">The request.</param>
    public async Task BaselineAsync(HttpContext context)
    {
        if (await environments.FindAsync(context) is not { } environment)
        {
            return;
        }

        if (environment.Definition.BaselinePolicy is not { } name || environment.Definition.FindPolicy(name) is not { } policy)
        {
            await Replies.JsonAsync(context, "{\"detail\":\"This environment has no baseline policy\"}"u8.ToArray(), 404);
            return;
        }

        await Replies.JsonAsync(context, await baselines.GetAsync(environment.Definition, policy));
    }
}
