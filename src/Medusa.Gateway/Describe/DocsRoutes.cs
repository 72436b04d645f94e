using System.IO.Compression;
using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>The interactive reference: <c>/docs</c> of each environment with its files, and <c>/redoc</c>, which leads there. The page holds no data and needs no key.</summary>
/// <param name="assets">The files.</param>
/// <param name="policy">The headers of pages.</param>
internal sealed class DocsRoutes(DocsAssets assets, PagePolicy policy)
{
    /// <summary>The route value that names a file.</summary>
    public const string RouteValue = "file";

    /// <summary>Whether a path is of the reference.</summary>
    /// <param name="path">The path.</param>
    public static bool IsOpen(PathString path) => path.Value?.Split('/') switch
    {
        ["", "docs" or "redoc"] or ["", "docs", "assets", _] => true,
        ["", "envs", _, "docs" or "redoc"] or ["", "envs", _, "docs", "assets", _] => true,
        _ => false,
    };

    /// <summary>Shows the page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="environment">The environment.</param>
    public Task PageAsync(HttpContext context, LoadedEnvironment environment) => SendAsync(context, assets.Find(DocsAssets.Page)!);

    /// <summary>Shows a file.</summary>
    /// <param name="context">The request.</param>
    public Task AssetAsync(HttpContext context) =>
        context.Request.RouteValues[RouteValue] is string name && name != DocsAssets.Page && assets.Find(name) is { } asset ? SendAsync(context, asset) : Replies.NoRouteAsync(context, 404);

    /// <summary>Leads to the page.</summary>
    /// <param name="context">The request.</param>
    public static Task RedirectAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = "docs";
        return Task.CompletedTask;
    }

    private async Task SendAsync(HttpContext context, DocsAsset asset)
    {
        var response = context.Response;
        policy.Apply(context);
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.ETag = asset.Tag;
        if (context.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(asset.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = asset.ContentType;
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            response.Headers.ContentEncoding = "gzip";
            response.ContentLength = asset.Gzip.Length;
            await response.Body.WriteAsync(asset.Gzip, context.RequestAborted);
            return;
        }

        await using var plain = new GZipStream(new MemoryStream(asset.Gzip), CompressionMode.Decompress);
        await plain.CopyToAsync(response.Body, context.RequestAborted);
    }
}
