using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>The headers of every page: nothing but the server's own files runs in it, and only who is named may frame it.</summary>
/// <param name="options">Who may frame the pages.</param>
internal sealed class PagePolicy(WebOptions options)
{
    private readonly string content =
        $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors {options.FrameAncestors}; base-uri 'none'; form-action 'self'";

    /// <summary>Adds the headers to an answer.</summary>
    /// <param name="context">The request.</param>
    public void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = content;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
