using Medusa.Episodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Medusa.Gateway;

/// <summary>What can be read of an episode: state, log, trajectory, tables and grade.</summary>
/// <param name="engine">Where episodes run.</param>
/// <param name="settings">The greatest page of rows.</param>
internal sealed class NativeQueryRoutes(IEpisodeEngine engine, IOptions<EpisodesOptions> settings)
{
    private readonly int pageRows = settings.Value.MaxPageRows;

    /// <summary>The environment's state.</summary>
    /// <param name="context">The request.</param>
    public Task StateAsync(HttpContext context) => AnswerAsync(context, EpisodeQueryKind.State, withAt: true);

    /// <summary>The log, as one JSON object or one line an entry.</summary>
    /// <param name="context">The request.</param>
    public Task LogAsync(HttpContext context) => Accepts(context, "application/x-ndjson")
        ? AnswerAsync(context, EpisodeQueryKind.Log, asLines: true, contentType: "application/x-ndjson")
        : AnswerAsync(context, EpisodeQueryKind.Log);

    /// <summary>The whole trajectory.</summary>
    /// <param name="context">The request.</param>
    public Task TrajectoryAsync(HttpContext context) => AnswerAsync(context, EpisodeQueryKind.Trajectory);

    /// <summary>The grade.</summary>
    /// <param name="context">The request.</param>
    public Task GradeAsync(HttpContext context) => AnswerAsync(context, EpisodeQueryKind.Grade);

    /// <summary>Whether folding the journal again gives what is recorded.</summary>
    /// <param name="context">The request.</param>
    public Task VerifyAsync(HttpContext context) => AnswerAsync(context, EpisodeQueryKind.Verify);

    /// <summary>The tables' names, rows and columns.</summary>
    /// <param name="context">The request.</param>
    public Task TablesAsync(HttpContext context) => AnswerAsync(context, EpisodeQueryKind.Tables, withAt: true, withMarks: true);

    /// <summary>A page of a table's rows as JSON, or the rows streamed as CSV.</summary>
    /// <param name="context">The request.</param>
    public async Task RowsAsync(HttpContext context)
    {
        if (await NativeEpisodeRoutes.IdAsync(context) is not { } id)
        {
            return;
        }

        var isCsv = Accepts(context, "text/csv");
        var parameters = new QueryReader(context.Request.Query, isCsv ? ["at", "offset", "limit"] : ["at", "offset", "limit", "marks"]);
        var query = new QueryEpisode(context.Owner(), id, EpisodeQueryKind.TableRows)
        {
            At = parameters.Integer("at", 0, int.MaxValue),
            Table = context.Request.RouteValues["name"] as string,
            Offset = parameters.Integer("offset", 0, int.MaxValue) ?? 0,
            Limit = parameters.Integer("limit", 1, isCsv ? int.MaxValue : pageRows) ?? (isCsv ? int.MaxValue : 100),
            AsLines = isCsv,
            WithMarks = !isCsv && parameters.Flag("marks"),
        };
        if (parameters.Problem() is { } problem)
        {
            await Replies.RefuseAsync(context, problem);
        }
        else if (isCsv)
        {
            await StreamAsync(context, query);
        }
        else
        {
            await NativeEpisodeRoutes.AnswerAsync(context, await engine.QueryAsync(query, context.RequestAborted));
        }
    }

    /// <summary>Page after page until one is short. The page from row 0 begins with the header line.</summary>
    private async Task StreamAsync(HttpContext context, QueryEpisode query)
    {
        var left = query.Limit;
        var offset = query.Offset;
        while (left > 0)
        {
            var page = await engine.QueryAsync(query with { Offset = offset, Limit = Math.Min(left, pageRows) }, context.RequestAborted);
            if (page.Problem is { } problem)
            {
                if (context.Response.HasStarted)
                {
                    context.Abort();
                    return;
                }

                await Replies.RefuseAsync(context, problem);
                return;
            }

            if (!context.Response.HasStarted)
            {
                context.Response.ContentType = "text/csv; charset=utf-8";
            }

            await context.Response.Body.WriteAsync(page.Body, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            var rows = CsvLines.Count(page.Body.Span) - (offset == 0 ? 1 : 0);
            if (rows < pageRows)
            {
                return;
            }

            offset += rows;
            left -= rows;
        }
    }

    private async Task AnswerAsync(HttpContext context, EpisodeQueryKind kind, bool withAt = false, bool withMarks = false, bool asLines = false, string contentType = "application/json")
    {
        if (await NativeEpisodeRoutes.IdAsync(context) is not { } id)
        {
            return;
        }

        var parameters = new QueryReader(context.Request.Query, withMarks ? ["at", "marks"] : withAt ? ["at"] : []);
        var at = withAt ? parameters.Integer("at", 0, int.MaxValue) : null;
        var marks = withMarks && parameters.Flag("marks");
        var reply = parameters.Problem() is { } problem
            ? EpisodeReply.Refused(problem)
            : await engine.QueryAsync(new QueryEpisode(context.Owner(), id, kind) { At = at, AsLines = asLines, WithMarks = marks }, context.RequestAborted);
        await NativeEpisodeRoutes.AnswerAsync(context, reply, contentType);
    }

    private static bool Accepts(HttpContext context, string type) => context.Request.Headers.Accept.ToString().Contains(type, StringComparison.OrdinalIgnoreCase);
}
