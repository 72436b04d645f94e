using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>OpenEnv's <c>POST /reset</c>, <c>POST /step</c> and <c>GET /state</c>. Below a session key they act on the durable session's episode.</summary>
/// <param name="environments">The environments.</param>
/// <param name="engine">Where episodes run.</param>
/// <param name="resets">Starts episodes.</param>
/// <param name="steps">Takes steps.</param>
/// <param name="episodes">The callers' episodes.</param>
/// <param name="keyed">The durable sessions.</param>
/// <param name="sessions">Makes agents' sessions.</param>
/// <param name="agents">What agents get of their episodes.</param>
/// <param name="initial">Answers before the first reset.</param>
/// <param name="options">The limits.</param>
internal sealed class ControlRoutes(EnvironmentLookup environments, IEpisodeEngine engine, EpisodeResets resets, StepSender steps, HttpEpisodes episodes, KeyedSessions keyed, SessionFactory sessions, AgentEpisodes agents, InitialEpisode initial, GatewayOptions options)
{
    /// <summary>Starts an episode.</summary>
    /// <param name="context">The request.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="request">The body.</param>
    public async Task ResetAsync(HttpContext context, LoadedEnvironment environment, JsonRequest request)
    {
        if (context.Caller().Only is not null)
        {
            var present = await sessions.Create(context.Caller(), environment.Definition.Name).ResetAsync(request.Root);
            await AnswerAsync(context, present, context.Caller().Only);
            return;
        }

        var owner = context.Owner();
        var reset = ResetArguments.Read(owner, environment.Definition, request.Root, out var problem);
        if (problem is null && SeedInput.Check(reset.Start.Seed, environment.Definition.Seeds, out var seed) is var error)
        {
            problem = error is null ? null : new Problem(ProblemCode.InvalidRequest, error.Message) { Errors = [error] };
            reset = reset with { Start = reset.Start with { Seed = seed } };
        }

        var reply = problem is not null ? EpisodeReply.Refused(problem)
            : SessionKey.Of(context) is { } key ? await ResetSessionAsync(reset, key)
            : await ResetAsync(reset, context.RequestAborted);
        await AnswerAsync(context, reply, reply.Episode);
    }

    /// <summary>Takes a step.</summary>
    /// <param name="context">The request.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="request">The body.</param>
    public async Task StepAsync(HttpContext context, string environment, JsonRequest request)
    {
        var fields = new ObjectReader(request.Root, known: null);
        var action = fields.Object("action", required: true);
        var deadline = Timeout(fields);
        var requestId = fields.Text("request_id");
        var step = fields.Integer("step", 1, int.MaxValue);
        var name = fields.Text("episode_id");
        if (fields.Problem() is { } invalid)
        {
            await Replies.RefuseAsync(context, invalid, "body");
            return;
        }

        var owner = context.Owner();
        var (id, problem) = await FindAsync(context, environment, name);
        var reply = problem is not null ? EpisodeReply.Refused(problem)
            : id is null ? await initial.StepAsync(environments.Find(context), environment, action)
            : await steps.SendAsync(
                new StepEpisode(owner, id.Value, action) { Step = step, RequestId = string.IsNullOrEmpty(requestId) ? null : requestId, EchoAfterEnd = true }, deadline);
        if (reply.Problem?.Code == ProblemCode.OutcomeUnknown)
        {
            request.Abandon();
        }

        if (reply.Done && id is { } ended)
        {
            episodes.Ended(owner, environment, ended);
        }

        await AnswerAsync(context, reply, id);
    }

    /// <summary>Shows the state.</summary>
    /// <param name="context">The request.</param>
    /// <param name="environment">The environment's name.</param>
    public async Task StateAsync(HttpContext context, string environment)
    {
        var name = context.Request.Query["episode_id"];
        var (id, problem) = await FindAsync(context, environment, name.Count == 0 ? null : name.ToString());
        var reply = problem is not null ? EpisodeReply.Refused(problem)
            : id is null ? await initial.StateAsync(environments.Find(context), environment)
            : await engine.QueryAsync(new QueryEpisode(context.Owner(), id.Value, EpisodeQueryKind.State), context.RequestAborted);
        await (reply.Problem is { } refused ? Replies.RefuseAsync(context, refused) : Replies.JsonAsync(context, reply.Body));
    }

    private async ValueTask<EpisodeReply> ResetAsync(ResetRequest reset, CancellationToken cancellation)
    {
        var reply = await resets.StartAsync(reset.InPlaceOf(episodes.FindReplaced(reset.Start.Owner, reset.Start.Environment, reset.Start.Label)), cancellation);
        if (reply.Episode is { } started && episodes.Started(reset.Start.Owner, reset.Start.Environment, reset.Start.Label, started) is { } former)
        {
            await engine.CloseAsync(new CloseEpisode(reset.Start.Owner, former, "reset"));
        }

        return reply;
    }

    /// <summary>Attaches for as long as the reset takes. The episode is not one of those that requests without a key act on, unless they name it.</summary>
    private async ValueTask<EpisodeReply> ResetSessionAsync(ResetRequest reset, SessionKey key)
    {
        var (owner, environment) = (reset.Start.Owner, reset.Start.Environment);
        var (attached, problem) = await keyed.AttachAsync(owner, environment, key);
        if (attached is null)
        {
            return EpisodeReply.Refused(problem!);
        }

        try
        {
            var reply = await resets.StartAsync(reset.Under(attached).InPlaceOf(attached.Episode));
            if (reply.Episode is not { } started)
            {
                return reply;
            }

            if (reset.Start.Label is { } label)
            {
                episodes.Started(owner, environment, label, started);
            }

            if (attached.Episode is { } former && former != started)
            {
                await engine.CloseAsync(new CloseEpisode(owner, former, "reset"));
            }

            return reply;
        }
        finally
        {
            keyed.Leave(attached);
        }
    }

    private async ValueTask<(EpisodeId? Id, Problem? Problem)> FindAsync(HttpContext context, string environment, string? name)
    {
        if (context.Caller().Only is { } only)
        {
            var found = name is null || name == only.Value ? await agents.FindAsync(new EpisodeKey(context.Owner(), only), environment) : EpisodeReply.Refused(AgentRefusals.Unknown);
            return (only, found.Problem);
        }

        if (name is null && SessionKey.Of(context) is { } key)
        {
            return await keyed.FindAsync(context.Owner(), environment, key);
        }

        return (episodes.Find(context.Owner(), environment, name, out var problem), problem);
    }

    /// <summary>OpenEnv's own fields first, the episode's id after them.</summary>
    private static Task AnswerAsync(HttpContext context, EpisodeReply reply, EpisodeId? id)
    {
        if (reply.Problem is { } problem)
        {
            return Replies.RefuseAsync(context, problem, "body");
        }

        if (reply.Replayed)
        {
            context.Response.Headers["Medusa-Replayed"] = "true";
        }

        var json = new JsonBuffer(reply.Tail.Length + 320);
        json.Verbatim("{"u8);
        json.Verbatim(reply.Tail.Span[..^1]);
        if (id is { } known)
        {
            json.Verbatim(",\"episode_id\":"u8);
            json.Text(known.Value);
        }

        json.Verbatim("}"u8);
        return Replies.JsonAsync(context, json.WrittenMemory);
    }

    private TimeSpan? Timeout(ObjectReader fields)
    {
        var value = fields.Any("timeout_s");
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            fields.Add("float_type", "Input should be a valid number", value, "timeout_s");
            return null;
        }

        var seconds = value.GetDouble();
        if (seconds <= 0)
        {
            fields.Add("greater_than", "Input should be greater than 0", value, "timeout_s", "{\"gt\":0.0}");
            return null;
        }

        return seconds < options.StepDeadline.TotalSeconds ? TimeSpan.FromSeconds(seconds) : options.StepDeadline;
    }
}
