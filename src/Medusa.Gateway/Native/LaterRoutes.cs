using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>Routes of the native API that this version documents and does not offer: each says so.</summary>
internal static class LaterRoutes
{
    /// <summary>The routes: method, pattern, and what they would do.</summary>
    public static readonly (string Method, string Pattern, string What)[] All =
    [
        ("GET", "/v1/ws", "sockets of the native API"),
    ];

    /// <summary>The refusal.</summary>
    /// <param name="what">What is not offered.</param>
    public static RequestDelegate Refuse(string what) => context =>
        Replies.RefuseAsync(context, new Problem(ProblemCode.InvalidRequest, $"Not offered by this version: {what}. /openapi.json lists what is."));
}
