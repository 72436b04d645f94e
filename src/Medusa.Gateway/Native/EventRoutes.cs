using System.Globalization;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Medusa.Gateway;

/// <summary>Server-sent events: what happens to the caller's episodes in this process, from the moment of asking on.</summary>
/// <param name="engine">Where episodes run.</param>
/// <param name="options">How long a client may not read.</param>
/// <param name="clock">The time.</param>
/// <param name="lifetime">Says when the server stops.</param>
internal sealed class EventRoutes(IEpisodeEngine engine, GatewayOptions options, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private const int MostUnflushed = 64 << 10;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Events of all the caller's episodes.</summary>
    /// <param name="context">The request.</param>
    public Task AllAsync(HttpContext context) => StreamAsync(context, null);

    /// <summary>Events of one episode.</summary>
    /// <param name="context">The request.</param>
    public async Task OneAsync(HttpContext context)
    {
        if (await NativeEpisodeRoutes.IdAsync(context) is { } id)
        {
            await StreamAsync(context, id);
        }
    }

    private async Task StreamAsync(HttpContext context, EpisodeId? id)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping, context.Caller().Ended);
        await using var notices = engine.WatchAsync(context.Owner(), id, ended.Token).GetAsyncEnumerator(ended.Token);
        // Watching begins here, before the client learns that it has: nothing that happens afterwards is missing.
        var next = notices.MoveNextAsync().AsTask();
        try
        {
            if (await ProblemAsync(context, id) is { } problem)
            {
                await Replies.RefuseAsync(context, problem);
            }
            else
            {
                await WriteAllAsync(context, notices, next, ended.Token);
            }
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAny(next);
        }
    }

    private async Task<Problem?> ProblemAsync(HttpContext context, EpisodeId? id) =>
        new QueryReader(context.Request.Query, []).Problem()
        ?? (id is { } episode ? (await engine.QueryAsync(new QueryEpisode(context.Owner(), episode, EpisodeQueryKind.Summary), context.RequestAborted)).Problem : null);

    private async Task WriteAllAsync(HttpContext context, IAsyncEnumerator<EpisodeNotice> notices, Task<bool> next, CancellationToken ended)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var stream = new JsonBuffer(4096);
        var json = new JsonBuffer();
        stream.Verbatim(": the stream begins\n\n"u8);
        var beat = Task.Delay(Heartbeat, clock, ended);
        while (!ended.IsCancellationRequested)
        {
            while (next.IsCompletedSuccessfully && stream.Length < MostUnflushed)
            {
                if (!await next)
                {
                    await SendAsync(context, stream);
                    return;
                }

                Write(notices.Current, json, stream);
                next = notices.MoveNextAsync().AsTask();
            }

            if (beat.IsCompletedSuccessfully)
            {
                stream.Verbatim(":\n\n"u8);
                beat = Task.Delay(Heartbeat, clock, ended);
            }

            await SendAsync(context, stream);
            await Task.WhenAny(next, beat);
        }
    }

    private async Task SendAsync(HttpContext context, JsonBuffer json)
    {
        if (json.Length == 0)
        {
            return;
        }

        try
        {
            await context.Response.Body.WriteAsync(json.WrittenMemory, context.RequestAborted).AsTask().WaitAsync(options.SendTimeout, clock);
        }
        catch (TimeoutException)
        {
            context.Abort();
            throw new OperationCanceledException("The client does not read.");
        }

        json.Clear();
    }

    private static void Write(EpisodeNotice notice, JsonBuffer json, JsonBuffer stream)
    {
        if (notice.Missed > 0)
        {
            json.Clear();
            json.Record(Record.Of(("missed", notice.Missed)));
            Write("event: missed\ndata: "u8, json, stream);
        }

        json.Clear();
        WriteData(notice, json);
        Write(
            notice.Kind switch
            {
                EpisodeNoticeKind.Started => "event: started\ndata: "u8,
                EpisodeNoticeKind.Stepped => "event: stepped\ndata: "u8,
                _ => "event: ended\ndata: "u8,
            },
            json,
            stream);
    }

    private static void Write(ReadOnlySpan<byte> head, JsonBuffer data, JsonBuffer stream)
    {
        stream.Verbatim(head);
        stream.Verbatim(data.WrittenSpan);
        stream.Verbatim("\n\n"u8);
    }

    private static void WriteData(EpisodeNotice notice, JsonBuffer json)
    {
        json.StartObject();
        json.Name("episode_id"u8);
        json.Text(notice.Key.Id.Value);
        json.Name("environment"u8);
        json.Text(notice.Environment);
        json.Name("step"u8);
        json.Integer(notice.Step);
        if (notice.Reward is { } reward)
        {
            json.Name("reward"u8);
            json.Number(reward);
        }

        if (notice.EndReason is { } reason)
        {
            json.Name("end_reason"u8);
            json.Text(reason);
        }

        json.Name("at"u8);
        json.Text(notice.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
        json.EndObject();
    }
}
