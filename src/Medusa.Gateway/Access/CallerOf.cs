using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>Whom a request acts for.</summary>
internal static class CallerOf
{
    /// <summary>The caller that <see cref="AccessMiddleware"/> found.</summary>
    /// <param name="context">The request.</param>
    public static Caller Caller(this HttpContext context) => context.Features.Get<Caller>() ?? throw new InvalidOperationException("The request passed no access check.");

    /// <summary>The owner of the episodes that the request may touch.</summary>
    /// <param name="context">The request.</param>
    public static Owner Owner(this HttpContext context) => context.Caller().Owner;
}
