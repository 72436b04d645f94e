using System.Net;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>
/// Under which names a server without API keys that is meant for its own machine may be called. A site can point a name of its own at loopback and so have a browser
/// ask this server as if it were that site: such a name has a dot.
/// </summary>
/// <param name="options">Whether everybody is let in.</param>
internal sealed class HostNames(GatewayOptions options)
{
    /// <summary>Whether a request names an address, this machine, or a name that only its own network knows.</summary>
    /// <param name="request">The request.</param>
    public bool Allow(HttpRequest request)
    {
        var name = request.Host.Host.TrimEnd('.');
        return options.AllowAnonymous || !name.Contains('.') || IPAddress.TryParse(name, out _) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }
}
