using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>The owner a request acts for.</summary>
internal static class CallerOf
{
    /// <summary>The owner that <see cref="AccessMiddleware"/> found.</summary>
    /// <param name="context">The request.</param>
    public static Owner Owner(this HttpContext context) => (context.Features.Get<Caller>() ?? throw new InvalidOperationException("The request passed no access check.")).Owner;
}
