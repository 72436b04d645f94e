using System.Globalization;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary><c>POST /v1/episodes/{id}/agent_token</c>.</summary>
/// <param name="engine">Where episodes run.</param>
/// <param name="tokens">Makes tokens.</param>
/// <param name="audit">Where they are written down.</param>
/// <param name="options">The limits.</param>
internal sealed class AgentTokenRoute(IEpisodeEngine engine, AgentTokens tokens, AuditLog audit, GatewayOptions options)
{
    private const int UsualSeconds = 3600;
    private const int MostSeconds = 7 * 86_400;
    private static readonly string[] Fields = ["ttl_s"];

    /// <summary>Makes a token for one of the caller's episodes.</summary>
    /// <param name="context">The request.</param>
    public async Task IssueAsync(HttpContext context)
    {
        if (await NativeEpisodeRoutes.IdAsync(context) is not { } id)
        {
            return;
        }

        using var request = await JsonRequest.ReadAsync(context, options);
        if (request is null)
        {
            return;
        }

        var fields = new ObjectReader(request.Root, Fields);
        var life = TimeSpan.FromSeconds(fields.Integer("ttl_s", 1, MostSeconds) ?? UsualSeconds);
        var problem = fields.Problem() ?? (await engine.QueryAsync(new QueryEpisode(context.Owner(), id, EpisodeQueryKind.Summary), context.RequestAborted)).Problem;
        if (problem is not null)
        {
            await Replies.RefuseAsync(context, problem);
        }
        else if (tokens.Issue(context.Caller(), id, life) is { } issued)
        {
            audit.AgentTokenIssued(context.Owner().Value, id.Value, issued.ExpiresAt);
            await AnswerAsync(context, id, issued.Token, issued.ExpiresAt);
        }
        else
        {
            await Replies.RefuseAsync(context, new Problem(ProblemCode.Unauthorized, "The key was revoked meanwhile: use another one."));
        }
    }

    private static Task AnswerAsync(HttpContext context, EpisodeId id, string token, DateTimeOffset expires)
    {
        var json = new JsonBuffer();
        json.Record(Record.Of(
            ("agent_token", token),
            ("expires_at", expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
            ("episode_id", id.Value)));
        return Replies.JsonAsync(context, json.WrittenMemory, 201);
    }
}
