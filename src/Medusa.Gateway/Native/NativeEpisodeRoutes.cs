using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary><c>/v1/episodes</c>: start, list, show, step and close.</summary>
/// <param name="environments">The environments.</param>
/// <param name="engine">Where episodes run.</param>
/// <param name="starts">Starts episodes.</param>
/// <param name="steps">Takes steps.</param>
/// <param name="agents">What agents get of their episodes.</param>
/// <param name="audit">Where closed episodes are written down.</param>
/// <param name="options">The limits.</param>
internal sealed class NativeEpisodeRoutes(EnvironmentLookup environments, IEpisodeEngine engine, EpisodeStarts starts, StepSender steps, AgentEpisodes agents, AuditLog audit, GatewayOptions options)
{
    private static readonly string[] StepFields = ["action", "step", "request_id", "timeout_ms"];
    private static readonly string[] ListParameters = ["environment", "status", "group", "label", "after", "limit"];
    private static readonly string[] Statuses = ["running", "done", "closed", "expired", "damaged"];

    /// <summary>Starts one episode, a group of them, or either for each of the seeds. All are started or none.</summary>
    /// <param name="context">The request.</param>
    public async Task CreateAsync(HttpContext context)
    {
        using var request = await JsonRequest.ReadAsync(context, options);
        if (request is null)
        {
            return;
        }

        var commands = CreateRequest.Read(request.Root, context.Owner(), environments.Catalogue, out var problem);
        if (problem is not null)
        {
            await Replies.RefuseAsync(context, problem);
            return;
        }

        var (refused, episodes) = await starts.StartAsync(commands);
        if (refused is not null)
        {
            await Replies.RefuseAsync(context, refused);
            return;
        }

        Replies.MarkReplayed(context, episodes.All(episode => episode.Replayed));
        await Replies.JsonAsync(context, EpisodesJson.Write(episodes).WrittenMemory, 201);
    }

    /// <summary>A page of the caller's episodes.</summary>
    /// <param name="context">The request.</param>
    public async Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query, ListParameters);
        var list = new ListEpisodes(context.Owner())
        {
            Environment = query.Text("environment"),
            Status = query.Choice("status", Statuses),
            Group = query.Text("group"),
            Label = query.Text("label"),
            After = query.Text("after"),
            Limit = query.Integer("limit", 1, 1000) ?? 100,
        };
        await AnswerAsync(context, query.Problem() is { } problem ? EpisodeReply.Refused(problem) : await engine.ListAsync(list, context.RequestAborted));
    }

    /// <summary>Shows where an episode stands.</summary>
    /// <param name="context">The request.</param>
    public async Task ShowAsync(HttpContext context)
    {
        if (await IdAsync(context) is { } id)
        {
            await AnswerAsync(context, await engine.QueryAsync(new QueryEpisode(context.Owner(), id, EpisodeQueryKind.Summary), context.RequestAborted));
        }
    }

    /// <summary>Takes a step.</summary>
    /// <param name="context">The request.</param>
    public async Task StepAsync(HttpContext context)
    {
        if (await IdAsync(context) is not { } id)
        {
            return;
        }

        using var request = await JsonRequest.ReadAsync(context, options);
        if (request is null)
        {
            return;
        }

        var fields = new ObjectReader(request.Root, StepFields);
        var command = new StepEpisode(context.Owner(), id, fields.Object("action", required: true))
        {
            Step = fields.Integer("step", 1, long.MaxValue),
            RequestId = fields.Text("request_id", minLength: 1),
        };
        var wait = fields.Integer("timeout_ms", 1, int.MaxValue);
        if (fields.Problem() is { } problem)
        {
            await Replies.RefuseAsync(context, problem);
            return;
        }

        var reply = await steps.SendAsync(command, wait < options.StepDeadline.TotalMilliseconds ? TimeSpan.FromMilliseconds(wait!.Value) : wait is null ? null : options.StepDeadline, repeats: wait is not null);
        if (reply.Problem?.Code == ProblemCode.OutcomeUnknown)
        {
            request.Abandon();
        }

        Replies.MarkReplayed(context, reply.Replayed);
        await AnswerAsync(context, reply);
    }

    /// <summary>Shows the last step result as it was recorded; to an agent without what tells the scenario.</summary>
    /// <param name="context">The request.</param>
    public async Task ObserveAsync(HttpContext context)
    {
        if (await IdAsync(context) is { } id)
        {
            await AnswerAsync(context, context.Caller().Only is null
                ? await engine.QueryAsync(new QueryEpisode(context.Owner(), id, EpisodeQueryKind.Observation), context.RequestAborted)
                : await agents.ObserveAsync(new EpisodeKey(context.Owner(), id)));
        }
    }

    /// <summary>Closes an episode.</summary>
    /// <param name="context">The request.</param>
    public async Task CloseAsync(HttpContext context)
    {
        if (await IdAsync(context) is not { } id)
        {
            return;
        }

        var reply = await engine.CloseAsync(new CloseEpisode(context.Owner(), id, "deleted"));
        if (reply.Problem is { } problem)
        {
            await Replies.RefuseAsync(context, problem);
            return;
        }

        audit.EpisodeClosed(context.Owner().Value, id.Value);
        context.Response.StatusCode = 204;
    }

    /// <summary>The episode that a path names; answers the refusal itself and returns null where the text is no id, or not that of an agent's one episode.</summary>
    /// <param name="context">The request.</param>
    public static async ValueTask<EpisodeId?> IdAsync(HttpContext context)
    {
        if (EpisodeId.TryParse(context.Request.RouteValues["id"] as string, out var id) && (context.Caller().Only ?? id) == id)
        {
            return id;
        }

        await Replies.RefuseAsync(context, new Problem(ProblemCode.UnknownEpisode, "There is no such episode."));
        return null;
    }

    /// <summary>Answers with an engine's reply.</summary>
    /// <param name="context">The request.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="contentType">Its content type.</param>
    public static Task AnswerAsync(HttpContext context, EpisodeReply reply, string contentType = "application/json") =>
        reply.Problem is { } problem ? Replies.RefuseAsync(context, problem) : Replies.JsonAsync(context, reply.Body, 200, contentType);
}
