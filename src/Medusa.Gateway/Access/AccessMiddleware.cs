using System.Net;
using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>Says who calls, and refuses who may not. The health routes are open to all, and the page's files, which hold no data.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, ApiKeys keys, GatewayOptions options)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (keys.AllowsAnonymous)
        {
            if (context.Request.Headers.Origin is { Count: > 0 } origin && !IsLoopback(origin.ToString()) && !IsOwnPage(context, origin.ToString()))
            {
                return Refuse(context, "A web page of another site may not use a server without API keys.");
            }

            context.Features.Set(keys.Anonymous);
            return next(context);
        }

        if (keys.Find(context.Request.Headers.Authorization) is { } caller)
        {
            context.Features.Set(caller);
            return next(context);
        }

        return IsOpen(context.Request.Path) ? next(context) : Refuse(context, "Send an API key: 'Authorization: Bearer <key>', or the key as the password of the URL's user-info.");
    }

    private static bool IsOpen(PathString path) => path.Value is "/health" or "/ready" or "/live" || WebRoutes.IsPage(path);

    private static bool IsLoopback(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && (uri.Host == "localhost" || IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>
    /// Whether a request comes from a page of this server under the name that the browser knows it by. Where only loopback is served without keys this does not count:
    /// a site could give its own name the address of loopback.
    /// </summary>
    private bool IsOwnPage(HttpContext context, string origin) =>
        options.AllowAnonymous && Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, context.Request.Host.Value, StringComparison.OrdinalIgnoreCase);

    private static Task Refuse(HttpContext context, string detail)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer, Basic realm=\"medusa\"";
        return Replies.RefuseAsync(context, new Problem(ProblemCode.Unauthorized, detail));
    }
}
