using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>
/// Takes the session key out of the path, <c>/s/&lt;key&gt;/…</c> or <c>/envs/&lt;name&gt;/s/&lt;key&gt;/…</c>, before anything routes or logs the path. What is
/// below a key are OpenEnv's routes of an environment, not the server's own.
/// </summary>
internal sealed class SessionKeyMiddleware(RequestDelegate next)
{
    private const string Environments = "/envs/";
    private const string Sessions = "/s/";

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? string.Empty;
        var begin = path.StartsWith(Environments, StringComparison.OrdinalIgnoreCase) ? path.IndexOf('/', Environments.Length) : 0;
        if (begin < 0 || !path.AsSpan(begin).StartsWith(Sessions, StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        var key = path.AsSpan(begin + Sessions.Length);
        var end = key.IndexOf('/');
        if (end < 0)
        {
            return next(context);
        }

        var rest = string.Concat(path.AsSpan(0, begin), key[end..]);
        key = key[..end];
        context.Request.Path = rest;
        if (begin == 0 && IsServers(context.Request.Path))
        {
            return Replies.NoRouteAsync(context, 404);
        }

        if (!SessionKey.IsValid(key))
        {
            return Replies.RefuseAsync(context, new Problem(ProblemCode.InvalidRequest, "A session key is 1 to 255 characters of A-Z a-z 0-9 . _ -: correct the base URL."));
        }

        context.Features.Set(new SessionKey(key.ToString()));
        return next(context);
    }

    private static bool IsServers(PathString path) => path.StartsWithSegments("/v1") || path.StartsWithSegments("/envs") || path.StartsWithSegments("/ready");
}
