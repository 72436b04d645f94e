using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>Refuses malformed session keys. What is below a key are OpenEnv's routes of an environment, not the server's own.</summary>
internal sealed class SessionKeyMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => SessionKey.Of(context) switch
    {
        null => next(context),
        { IsValid: false } => Replies.RefuseAsync(context, new Problem(ProblemCode.InvalidRequest, "A session key is 1 to 255 characters of A-Z a-z 0-9 . _ -: correct the base URL.")),
        _ when IsServers(context.Request.Path) => Replies.NoRouteAsync(context, 404),
        _ => next(context),
    };

    private static bool IsServers(PathString path) => path.StartsWithSegments("/v1") || path.StartsWithSegments("/ready");
}
