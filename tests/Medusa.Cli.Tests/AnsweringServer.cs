using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Medusa.Cli.Tests;

/// <summary>A server that answers as it is told: what a real one says too rarely to test a command with. What it is not told of is <c>unknown_episode</c>.</summary>
internal sealed class AnsweringServer : IAsyncDisposable
{
    /// <summary>In place of a status: drops the connection without an answer.</summary>
    public const int Dropped = 0;

    /// <summary>In place of a status: answers nothing until the client gives up.</summary>
    public const int Held = -1;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly WebApplication application;
    private readonly ConcurrentDictionary<string, (int Status, string Body)> answers = [];
    private readonly ConcurrentQueue<string> requests = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> arrivals = [];

    private AnsweringServer(WebApplication application) => this.application = application;

    public string Url => application.Urls.First();

    /// <summary>The requests so far: method, path and query.</summary>
    public string[] Requests => [.. requests];

    public static async Task<AnsweringServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        var server = new AnsweringServer(application);
        application.Run(server.AnswerAsync);
        await application.StartAsync();
        return server;
    }

    /// <summary>Answers a request such as <c>POST /v1/episodes/a/verify</c> or <c>GET /v1/episodes?limit=500</c>.</summary>
    public AnsweringServer On(string request, string body, int status = 200)
    {
        answers[request] = (status, body);
        return this;
    }

    /// <summary>Refuses a request.</summary>
    public AnsweringServer Refuse(string request, int status, string code, string fields = "") =>
        On(request, $$"""{"type":"urn:x","title":"x","status":{{status}},"code":"{{code}}","detail":"Do something."{{fields}}}""", status);

    /// <summary>Waits until a request has come.</summary>
    public Task ArrivalAsync(string request) => Arrival(request).Task.WaitAsync(Deadline);

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private TaskCompletionSource Arrival(string request) => arrivals.GetOrAdd(request, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private Task AnswerAsync(HttpContext context)
    {
        var request = $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}";
        requests.Enqueue(request);
        Arrival(request).TrySetResult();
        var (status, body) = answers.GetValueOrDefault(request, (404, """{"status":404,"code":"unknown_episode","detail":"There is no such episode."}"""));
        if (status == Held)
        {
            return Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        if (status == Dropped)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = status < 300 ? "application/json" : "application/problem+json";
        return context.Response.WriteAsync(body);
    }
}
