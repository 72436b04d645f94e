using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>Says who calls, and refuses who may not. The health routes are open to all, and so are the files of pages, which hold no data.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, ApiKeys keys, AgentTokens agents, PageOrigins origins, HostNames names, RefusedAttempts attempts)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (keys.AllowsAnonymous && !origins.Allow(context.Request))
        {
            return Refuse(context, RefusalKind.ForeignPage, "A web page of another site may not use a server without API keys.");
        }

        if (keys.AllowsAnonymous && !names.Allow(context.Request))
        {
            return Refuse(context, RefusalKind.ForeignName, "A server without API keys is for its own machine: call it by an address or as localhost. For this name, configure keys, or Medusa:AllowAnonymous.");
        }

        var presented = PresentedKey.Of(context.Request.Headers.Authorization);
        if (presented is not null && AgentTokens.IsToken(presented))
        {
            return ServeAgentAsync(context, agents.Read(presented));
        }

        if (keys.AllowsAnonymous)
        {
            context.Features.Set(keys.Anonymous);
            return next(context);
        }

        if (presented is not null && keys.Find(presented) is { } caller)
        {
            context.Features.Set(caller);
            return next(context);
        }

        if (IsOpen(context.Request.Path))
        {
            return next(context);
        }

        var revoked = presented is null ? null : keys.FindRevoked(presented);
        var kind = presented is null ? RefusalKind.NoKey : revoked is null ? RefusalKind.UnknownKey : RefusalKind.RevokedKey;
        return Refuse(context, kind, "Send an API key: 'Authorization: Bearer <key>', or the key as the password of the URL's user-info.", revoked);
    }

    private Task ServeAgentAsync(HttpContext context, Caller? agent)
    {
        if (IsOpen(context.Request.Path))
        {
            agent?.Dispose();
            return next(context);
        }

        if (agent is null)
        {
            return Refuse(context, RefusalKind.BadToken, "The agent's token is not good, or not any more: ask the episode's owner for another one.");
        }

        context.Response.RegisterForDispose(agent);
        context.Features.Set(agent);
        return AgentRoute.Admits(context) ? next(context) : Replies.RefuseAsync(context, AgentRefusals.Route);
    }

    private static bool IsOpen(PathString path) => path.Value is "/health" or "/ready" or "/live" || WebRoutes.IsPage(path) || DocsRoutes.IsOpen(path);

    private Task Refuse(HttpContext context, RefusalKind kind, string detail, string? key = null)
    {
        attempts.Add(kind, context.Connection.RemoteIpAddress, key);
        context.Response.Headers.WWWAuthenticate = "Bearer, Basic realm=\"medusa\"";
        return Replies.RefuseAsync(context, new Problem(ProblemCode.Unauthorized, detail));
    }
}
