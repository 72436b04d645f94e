using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>Marks a route that agents' tokens reach. Whatever is not marked they do not reach: a new route is closed to them until somebody has thought about it.</summary>
internal sealed class AgentRoute
{
    private AgentRoute()
    {
    }

    /// <summary>The mark.</summary>
    public static AgentRoute Mark { get; } = new();

    /// <summary>Whether an agent may use the route of a request. Durable sessions are their owner's: no agent goes on with one.</summary>
    /// <param name="context">The request, routed.</param>
    public static bool Admits(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<AgentRoute>() is not null && SessionKey.Of(context) is null;
}
