using Medusa.Episodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway;

/// <summary>The outermost layer: whatever happens inside, the client gets a documented answer and never a stack trace.</summary>
internal sealed partial class EdgeMiddleware(RequestDelegate next, ILogger<EdgeMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        SecurityHeaders.Apply(context.Response);
        try
        {
            await next(context);
            if (!context.Response.HasStarted && context.Response.StatusCode is 404 or 405 && context.Response.ContentType is null)
            {
                await Replies.NoRouteAsync(context, context.Response.StatusCode);
            }
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await Replies.RefuseAsync(context, error.StatusCode == 413
                ? new Problem(ProblemCode.TooLarge, "The body is greater than this server takes: send less, or several requests.")
                : new Problem(ProblemCode.InvalidRequest, "The request is not valid HTTP."));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception error)
        {
            RequestFailed(log, context.Request.Method, context.Request.Path, error);
            if (!context.Response.HasStarted)
            {
                context.Response.Clear();
                SecurityHeaders.Apply(context.Response);
                await Replies.RefuseAsync(context, new Problem("internal_error", "The request failed inside the server; what it was about is as it was."));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{method} {path} failed.")]
    private static partial void RequestFailed(ILogger log, string method, string path, Exception error);
}
