using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Medusa.Client.Tests;

/// <summary>A server that fails as it is told: what a real one does too rarely to test a client with.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> script;

    private ScriptedServer(WebApplication application, ConcurrentQueue<Func<HttpContext, Task>> script)
    {
        this.application = application;
        this.script = script;
    }

    public Uri Address => new(application.Urls.First());

    /// <summary>The requests so far: method, path and body.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public static async Task<ScriptedServer> StartAsync(params Func<HttpContext, Task>[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        var server = new ScriptedServer(application, new ConcurrentQueue<Func<HttpContext, Task>>(answers));
        application.Run(server.AnswerAsync);
        await application.StartAsync();
        return server;
    }

    /// <summary>Drops the connection without an answer.</summary>
    public static Task Drop(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    public static Func<HttpContext, Task> Problem(int status, string code, int? retryAfter = null) => async context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        context.Response.ContentType = "application/problem+json";
        await context.Response.WriteAsync($$"""{"type":"urn:x","title":"x","status":{{status}},"code":"{{code}}","detail":"Do something.","expected_step":4}""");
    };

    public static Func<HttpContext, Task> Json(string body) => context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    };

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {await reader.ReadToEndAsync()}");
        if (!script.TryDequeue(out var answer))
        {
            throw new InvalidOperationException("The script has no answer for this request.");
        }

        await answer(context);
    }
}
