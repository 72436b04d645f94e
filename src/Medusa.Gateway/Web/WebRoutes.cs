using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Medusa.Gateway;

/// <summary>The page at <c>/web/</c>, its files, and the ways to it.</summary>
/// <param name="assets">The files.</param>
/// <param name="policy">The headers of pages.</param>
/// <param name="options">Whether the page is served.</param>
internal sealed class WebRoutes(WebAssets assets, PagePolicy policy, WebOptions options)
{
    private const string FileName = "file";

    /// <summary>Maps the routes; none where the page is turned off.</summary>
    /// <param name="app">Where to.</param>
    public void Map(IEndpointRouteBuilder app)
    {
        if (!options.Enabled)
        {
            return;
        }

        string[] methods = ["GET", "HEAD"];
        app.MapMethods("/", methods, RootAsync);
        app.MapMethods("/web/{page?}", methods, PageAsync);
        app.MapMethods($"/web/assets/{{{FileName}}}", methods, AssetAsync);
        app.MapMethods($"/envs/{{{EnvironmentLookup.RouteValue}}}/web", methods, EnvironmentAsync);
    }

    /// <summary>Whether a path is the page's: it holds no data and needs no key.</summary>
    /// <param name="path">The path.</param>
    public static bool IsPage(PathString path) =>
        path.Value is "/" || path.StartsWithSegments("/web")
        || (path.StartsWithSegments("/envs", out var rest) && rest.Value?.Split('/') is ["", _, "web"] or ["", _, "web", ""]);

    private static Task RootAsync(HttpContext context)
    {
        if (!context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return Replies.NoRouteAsync(context, 404);
        }

        Redirect(context, "/web/");
        return Task.CompletedTask;
    }

    private Task PageAsync(HttpContext context)
    {
        if (context.Request.Path.Value == "/web")
        {
            Redirect(context, "/web/");
            return Task.CompletedTask;
        }

        if (context.Request.Path.Value != "/web/")
        {
            return Replies.NoRouteAsync(context, 404);
        }

        policy.Apply(context);
        return SendAsync(context, assets.Index, "no-cache");
    }

    private Task AssetAsync(HttpContext context)
    {
        if (context.Request.RouteValues[FileName] is not string name || assets.Find(name) is not { } asset)
        {
            return Replies.NoRouteAsync(context, 404);
        }

        policy.Apply(context);
        return SendAsync(context, asset, context.Request.Query["v"] == asset.Hash ? "public, max-age=31536000, immutable" : "no-cache");
    }

    private static Task EnvironmentAsync(HttpContext context)
    {
        Redirect(context, $"/web/#/new?environment={Uri.EscapeDataString((string)context.Request.RouteValues[EnvironmentLookup.RouteValue]!)}");
        return Task.CompletedTask;
    }

    private static void Redirect(HttpContext context, string target)
    {
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = $"{context.Request.PathBase}{target}";
        context.Response.Headers.Vary = HeaderNames.Accept;
    }

    private static async Task SendAsync(HttpContext context, WebAsset asset, string caching)
    {
        var response = context.Response;
        var (encoding, body) = Encoded(context.Request.Headers.AcceptEncoding.ToString(), asset);
        // Each encoding is a representation of its own, so each has a tag of its own.
        var tag = $"\"{asset.Hash}{(encoding is null ? "" : $"-{encoding}")}\"";
        response.Headers.ETag = tag;
        response.Headers.CacheControl = caching;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (context.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Any(known => known == tag || known == $"W/{tag}"))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = asset.ContentType;
        response.ContentLength = body.Length;
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        if (HttpMethods.IsGet(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private static (string? Encoding, ReadOnlyMemory<byte> Body) Encoded(string accepted, WebAsset asset)
    {
        var names = accepted.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(entry => !entry.Replace(" ", "").EndsWith(";q=0", StringComparison.Ordinal))
            .Select(entry => entry.Split(';')[0].Trim())
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return names.Contains("br") ? ("br", asset.Brotli) : names.Contains("gzip") ? ("gzip", asset.Gzip) : (null, asset.Plain);
    }
}
