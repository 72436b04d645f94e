using System.Diagnostics;
using Medusa.Episodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Medusa.Gateway;

/// <summary>
/// The span of an HTTP request, a child of the client's <c>traceparent</c>. It holds the route's template, never the path: a session key stands in it, and ids do.
/// Requests that nobody was allowed to make have none, probes neither.
/// </summary>
internal sealed class RequestSpans(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        MedusaTelemetry.Spans.HasListeners() && context.Request.Path.Value is not ("/health" or "/ready" or "/live") ? TraceAsync(context) : next(context);

    private async Task TraceAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var caller);
        // The server has begun an activity of its own, which nobody exports: ours is not to be its child.
        Activity.Current = null;
        using var span = MedusaTelemetry.Spans.StartActivity(MethodOf(context), ActivityKind.Server, caller);
        try
        {
            await next(context);
        }
        catch (Exception error)
        {
            span?.SetTag(TelemetryTag.Error, error.GetType().Name).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            Describe(context, span);
        }
    }

    private static void Describe(HttpContext context, Activity? span)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        var method = MethodOf(context);
        span.SetTag("http.request.method", method).SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
        {
            span.DisplayName = $"{method} {route}";
            span.SetTag("http.route", route);
        }

        if (context.Response.StatusCode >= 500)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    private static string MethodOf(HttpContext context) => context.Request.Method is "GET" or "POST" or "DELETE" or "PUT" or "PATCH" or "HEAD" or "OPTIONS" or "CONNECT" ? context.Request.Method : "_OTHER";
}
