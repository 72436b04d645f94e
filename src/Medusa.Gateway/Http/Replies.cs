using System.Globalization;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Medusa.Gateway;

/// <summary>Writes HTTP answers: problem+json below <c>/v1</c>, the <c>detail</c> form of OpenEnv's servers elsewhere.</summary>
internal static class Replies
{
    /// <summary>Whether a request is the native API's.</summary>
    /// <param name="context">The request.</param>
    public static bool IsNative(HttpContext context) => context.Request.Path.StartsWithSegments("/v1");

    /// <summary>Answers with JSON.</summary>
    /// <param name="context">The request.</param>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="status">The status.</param>
    /// <param name="contentType">The content type.</param>
    public static Task JsonAsync(HttpContext context, ReadOnlyMemory<byte> body, int status = 200, string contentType = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Says in a header that the answer is the recorded one of an earlier request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isReplayed">Whether it is.</param>
    public static void MarkReplayed(HttpContext context, bool isReplayed)
    {
        if (isReplayed)
        {
            context.Response.Headers["Medusa-Replayed"] = "true";
        }
    }

    /// <summary>Answers with a refusal, in the form that the route's clients know.</summary>
    /// <param name="context">The request.</param>
    /// <param name="problem">The refusal.</param>
    /// <param name="location">What the paths of field errors are relative to, for OpenEnv routes.</param>
    public static Task RefuseAsync(HttpContext context, Problem problem, params string[] location)
    {
        Count(context, problem.MeasuredCode);
        if (problem.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var json = new JsonBuffer();
        if (IsNative(context))
        {
            ProblemJson.Write(problem, json);
            return JsonAsync(context, json.WrittenMemory, problem.Status, "application/problem+json");
        }

        OpenEnvRefusal.Write(problem, location, json);
        return JsonAsync(context, json.WrittenMemory, problem.Status);
    }

    /// <summary>Answers with <c>{"detail":…}</c>, or the native API's problem of a route that does not exist.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">404 or 405.</param>
    public static Task NoRouteAsync(HttpContext context, int status)
    {
        Count(context, ProblemCode.UnknownRoute);
        var json = new JsonBuffer();
        if (IsNative(context))
        {
            var detail = status == 405 ? $"{context.Request.Method} is not a method of this route; see /openapi.json." : "There is no such route; see /openapi.json.";
            ProblemJson.Write(new Problem(ProblemCode.UnknownRoute, detail), json, status);
            return JsonAsync(context, json.WrittenMemory, status, "application/problem+json");
        }

        json.Raw(status == 405 ? "{\"detail\":\"Method Not Allowed\"}"u8 : "{\"detail\":\"Not Found\"}"u8);
        return JsonAsync(context, json.WrittenMemory, status);
    }

    private static void Count(HttpContext context, string code) =>
        context.RequestServices.GetRequiredService<GatewayMetrics>().Refused(IsNative(context) ? Protocols.Native : Protocols.OpenEnv, code);
}
