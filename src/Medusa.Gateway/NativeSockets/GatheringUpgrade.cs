using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Medusa.Gateway;

/// <summary>Puts a <see cref="GatheringStream"/> between the native API's sockets and their connections.</summary>
/// <param name="inner">The server's own feature.</param>
internal sealed class GatheringUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    /// <summary>The connection; null before the upgrade.</summary>
    public GatheringStream? Stream { get; private set; }

    /// <inheritdoc/>
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    /// <summary>Adds itself to requests of <see cref="NativeSocketRoute.Path"/>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What follows.</param>
    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == NativeSocketRoute.Path && context.Features.Get<IHttpUpgradeFeature>() is { } feature)
        {
            context.Features.Set<IHttpUpgradeFeature>(new GatheringUpgrade(feature));
        }

        return next(context);
    }

    /// <inheritdoc/>
    public async Task<Stream> UpgradeAsync() => Stream = new GatheringStream(await inner.UpgradeAsync());
}
