using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>Says who calls, and refuses who may not. The health routes are open to all, and so are the files of pages, which hold no data.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, ApiKeys keys, PageOrigins origins)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (keys.AllowsAnonymous)
        {
            if (!origins.Allow(context.Request))
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

    private static bool IsOpen(PathString path) => path.Value is "/health" or "/ready" or "/live" || WebRoutes.IsPage(path) || DocsRoutes.IsOpen(path);

    private static Task Refuse(HttpContext context, string detail)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer, Basic realm=\"medusa\"";
        return Replies.RefuseAsync(context, new Problem(ProblemCode.Unauthorized, detail));
    }
}
