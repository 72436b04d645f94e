using System.Net;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>
/// Which web pages may use a server without API keys: a browser sends requests for any page that it shows, from wherever that comes, with the rights of
/// whoever looks at it.
/// </summary>
/// <param name="options">Whether everybody is let in.</param>
internal sealed class PageOrigins(GatewayOptions options)
{
    /// <summary>Whether a request comes from no page, from one of this machine or, where everybody is let in, from the server's own.</summary>
    /// <param name="request">The request.</param>
    public bool Allow(HttpRequest request)
    {
        if (request.Headers.Origin is not { Count: > 0 } header)
        {
            return true;
        }

        // A server that is meant for this machine alone trusts no name: a stranger's may have been pointed at it.
        return Uri.TryCreate(header.ToString(), UriKind.Absolute, out var origin)
            && (IsLoopback(origin) || (options.AllowAnonymous && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool IsLoopback(Uri origin) =>
        origin.Host == "localhost" || (IPAddress.TryParse(origin.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
