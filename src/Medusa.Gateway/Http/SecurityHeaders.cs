using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Medusa.Gateway;

/// <summary>The headers of every answer that is data: a browser neither runs, frames, guesses, keeps nor shares it with other sites. Pages have <see cref="PagePolicy"/> instead.</summary>
internal static class SecurityHeaders
{
    private static readonly StringValues Nothing = "default-src 'none'; frame-ancestors 'none'; sandbox";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues SameOrigin = "same-origin";
    private static readonly StringValues NoStore = "no-store";

    /// <summary>Adds the headers to an answer that has none yet; who answers may set others in their place.</summary>
    /// <param name="response">The answer.</param>
    public static void Apply(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Nothing;
        headers.XContentTypeOptions = NoSniff;
        headers.CacheControl = NoStore;
        headers["Referrer-Policy"] = NoReferrer;
        headers["Cross-Origin-Resource-Policy"] = SameOrigin;
    }
}
