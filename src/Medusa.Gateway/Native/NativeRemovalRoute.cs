using System.Text.Json;
using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary><c>DELETE /v1/episodes</c>: closes a group, or removes episodes by status and age for good.</summary>
/// <param name="engine">Where episodes run.</param>
/// <param name="families">Closes groups.</param>
/// <param name="audit">Where removals are written down.</param>
internal sealed class NativeRemovalRoute(IEpisodeEngine engine, NativeFamilyRoutes families, AuditLog audit)
{
    private static readonly string[] Parameters = ["group", "status", "older_than"];
    private static readonly string[] Statuses = ["running", .. RemoveEpisodes.Ended];

    /// <summary>Closes or removes.</summary>
    /// <param name="context">The request.</param>
    public Task DeleteAsync(HttpContext context)
    {
        var query = context.Request.Query;
        return query.ContainsKey("status") || query.ContainsKey("older_than") ? RemoveAsync(context) : families.CloseAsync(context);
    }

    private async Task RemoveAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query, Parameters);
        var command = new RemoveEpisodes(context.Owner())
        {
            Statuses = query.Choices("status", Statuses) ?? RemoveEpisodes.Ended,
            OlderThan = query.Age("older_than"),
        };
        var problem = query.Problem() ?? (query.Text("group") is null
            ? null
            : new Problem(ProblemCode.InvalidRequest, "A group is closed as a whole: group goes without status and older_than."));
        if (problem is not null)
        {
            await Replies.RefuseAsync(context, problem);
            return;
        }

        var reply = await engine.RemoveAsync(command, context.RequestAborted);
        if (reply.Problem is null)
        {
            using var answer = JsonDocument.Parse(reply.Body);
            audit.EpisodesRemoved(command.Owner.Value, answer.RootElement.GetProperty("removed").GetInt32(), command.Statuses, command.OlderThan);
        }

        await NativeEpisodeRoutes.AnswerAsync(context, reply);
    }
}
