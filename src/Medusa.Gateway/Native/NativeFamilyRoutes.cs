using System.Text.Json;
using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>What concerns several episodes of one family: forks, and closing a group.</summary>
/// <param name="engine">Where episodes run.</param>
/// <param name="audit">Where closed groups are written down.</param>
/// <param name="options">The limits.</param>
internal sealed class NativeFamilyRoutes(IEpisodeEngine engine, AuditLog audit, GatewayOptions options)
{
    private const int SideBySide = 256;
    private const int PageSize = 1000;

    /// <summary>Starts copies of an episode.</summary>
    /// <param name="context">The request.</param>
    public async Task ForkAsync(HttpContext context)
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

        var command = ForkRequest.Read(request.Root, context.Owner(), id, out var problem);
        var reply = problem is null ? await engine.ForkAsync(command) : EpisodeReply.Refused(problem);
        if (reply.Problem is { } refused)
        {
            await Replies.RefuseAsync(context, refused);
            return;
        }

        Replies.MarkReplayed(context, reply.Replayed);
        await Replies.JsonAsync(context, EpisodesJson.Write(EpisodesJson.Of(reply)).WrittenMemory, 201);
    }

    /// <summary>Closes every episode of a group.</summary>
    /// <param name="context">The request.</param>
    public async Task CloseAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query, ["group"]);
        var group = query.Text("group", required: true);
        var problem = query.Problem() ?? await CloseAllAsync(context.Owner(), group!);
        if (problem is not null)
        {
            await Replies.RefuseAsync(context, problem);
            return;
        }

        audit.GroupClosed(context.Owner().Value, group!);
        context.Response.StatusCode = 204;
    }

    private async Task<Problem?> CloseAllAsync(Owner owner, string group)
    {
        string? after = null;
        var isKnown = false;
        do
        {
            var page = await engine.ListAsync(new ListEpisodes(owner) { Group = group, After = after, Limit = PageSize });
            if (page.Problem is { } refused)
            {
                return refused;
            }

            var ids = Read(page.Body, out after);
            isKnown |= ids.Count > 0;
            if (await CloseAsync(owner, ids) is { } problem)
            {
                return problem;
            }
        }
        while (after is not null);
        return isKnown ? null : new Problem(ProblemCode.UnknownEpisode, "There is no such group.");
    }

    /// <summary>Closes episodes side by side; what retention took away meanwhile is closed enough.</summary>
    private async Task<Problem?> CloseAsync(Owner owner, List<EpisodeId> ids)
    {
        var refusals = new Problem?[ids.Count];
        await Parallel.ForAsync(0, ids.Count, new ParallelOptions { MaxDegreeOfParallelism = SideBySide }, async (index, _) =>
            refusals[index] = (await engine.CloseAsync(new CloseEpisode(owner, ids[index], "deleted"))).Problem);
        return Array.Find(refusals, problem => problem is not (null or { Code: ProblemCode.UnknownEpisode or ProblemCode.EpisodeExpired }));
    }

    private static List<EpisodeId> Read(ReadOnlyMemory<byte> page, out string? next)
    {
        using var document = JsonDocument.Parse(page);
        next = document.RootElement.GetProperty("next").GetString();
        var ids = new List<EpisodeId>();
        foreach (var episode in document.RootElement.GetProperty("episodes").EnumerateArray())
        {
            if (EpisodeId.TryParse(episode.GetProperty("episode_id").GetString(), out var id))
            {
                ids.Add(id);
            }
        }

        return ids;
    }
}
