using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Medusa.Gateway;

/// <summary>The files of the reference's page: Medusa's own, and Swagger UI's from its package, in which they lie compressed. Read when the first is asked for.</summary>
internal sealed class DocsAssets
{
    /// <summary>The page itself.</summary>
    public const string Page = "docs.html";

    private const string Own = "docs/";
    private const string SwaggerUi = "Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.";
    private static readonly string[] OfSwaggerUi = ["swagger-ui.css", "swagger-ui-bundle.js"];

    private readonly Lazy<Dictionary<string, DocsAsset>> files = new(Read);

    /// <summary>A file; null where there is none.</summary>
    /// <param name="name">Its name.</param>
    public DocsAsset? Find(string name) => files.Value.GetValueOrDefault(name);

    private static Dictionary<string, DocsAsset> Read()
    {
        var found = OfSwaggerUi.ToDictionary(name => name, name => Of(name, Bytes(typeof(SwaggerUIOptions).Assembly, SwaggerUi + name)));
        var own = typeof(DocsAssets).Assembly;
        foreach (var resource in own.GetManifestResourceNames().Where(name => name.StartsWith(Own, StringComparison.Ordinal)))
        {
            found[resource[Own.Length..]] = Of(resource, Compressed(Bytes(own, resource)));
        }

        return found;
    }

    private static DocsAsset Of(string name, byte[] gzip) => new(
        Path.GetExtension(name) switch { ".css" => "text/css; charset=utf-8", ".js" => "text/javascript; charset=utf-8", _ => "text/html; charset=utf-8" },
        gzip,
        $"\"{Convert.ToHexStringLower(SHA256.HashData(gzip))[..16]}\"");

    private static byte[] Bytes(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no file {resource}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static byte[] Compressed(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }
}
