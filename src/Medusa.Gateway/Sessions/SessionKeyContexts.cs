using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Medusa.Gateway;

/// <summary>
/// Takes session keys out of paths where a request begins: what routes, measures or logs requests, the host's own log scopes among them, sees the path without it.
/// </summary>
/// <param name="services">The host's services.</param>
internal sealed class SessionKeyContexts(IServiceProvider services) : IHttpContextFactory
{
    private readonly DefaultHttpContextFactory contexts = new(services);

    /// <inheritdoc/>
    public HttpContext Create(IFeatureCollection featureCollection)
    {
        if (featureCollection.Get<IHttpRequestFeature>() is { } request)
        {
            var path = request.Path;
            if (SessionKey.TryTake(ref path, out var key))
            {
                request.Path = path;
                request.RawTarget = path + request.QueryString;
                featureCollection.Set(key);
            }
        }

        return contexts.Create(featureCollection);
    }

    /// <inheritdoc/>
    public void Dispose(HttpContext httpContext) => contexts.Dispose(httpContext);
}
