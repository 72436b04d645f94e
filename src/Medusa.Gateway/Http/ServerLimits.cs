using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Medusa.Gateway;

/// <summary>Gives the web server every limit that it has.</summary>
internal static class ServerLimits
{
    private static readonly TimeSpan RateGrace = TimeSpan.FromSeconds(5);

    /// <summary>Sets the limits.</summary>
    /// <param name="server">The web server.</param>
    /// <param name="options">Sizes and numbers.</param>
    /// <param name="http">Times, paces and the rest.</param>
    public static void Apply(KestrelServerOptions server, GatewayOptions options, HttpOptions http)
    {
        var limits = server.Limits;
        limits.MaxRequestBodySize = options.MaxBodyBytes;
        limits.MaxRequestHeadersTotalSize = options.MaxHeaderBytes;
        limits.MaxConcurrentConnections = options.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = options.MaxConnections;
        limits.RequestHeadersTimeout = http.HeaderTimeout;
        limits.KeepAliveTimeout = http.KeepAliveTimeout;
        limits.MaxRequestHeaderCount = http.MaxHeaderCount;
        limits.MaxRequestLineSize = http.MaxRequestLineBytes;
        limits.MaxRequestBufferSize = Math.Max(http.MaxRequestLineBytes, 1 << 20);
        limits.MaxResponseBufferSize = http.MaxAnswerBufferBytes;
        limits.MinRequestBodyDataRate = Rate(http.MinBodyRate);
        limits.MinResponseDataRate = Rate(http.MinAnswerRate);
        server.AddServerHeader = false;
        // Without TLS there is no negotiation; saying so keeps HTTP/2 and its own limits out of the picture.
        server.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
    }

    private static MinDataRate? Rate(int bytesPerSecond) => bytesPerSecond == 0 ? null : new MinDataRate(bytesPerSecond, RateGrace);
}
