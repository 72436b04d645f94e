using System.Text;

namespace Medusa.Gateway;

/// <summary>The page's files, embedded in this assembly under <c>web/</c>; read and compressed when the first is asked for.</summary>
internal sealed class WebAssets
{
    private const string Prefix = "web/";
    private const string IndexName = "index.html";
    private readonly Lazy<IReadOnlyDictionary<string, WebAsset>> files = new(ReadFiles);

    /// <summary>The page itself. It names each file with its hash, so that browsers may keep files for ever.</summary>
    public WebAsset Index => files.Value[IndexName];

    /// <summary>A file; null where there is none.</summary>
    /// <param name="name">Its name.</param>
    public WebAsset? Find(string name) => name == IndexName ? null : files.Value.GetValueOrDefault(name);

    private static IReadOnlyDictionary<string, WebAsset> ReadFiles()
    {
        var assembly = typeof(WebAssets).Assembly;
        var found = new Dictionary<string, WebAsset>(StringComparer.Ordinal);
        var index = "";
        foreach (var resource in assembly.GetManifestResourceNames().Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var name = resource[Prefix.Length..];
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            if (name == IndexName)
            {
                index = Encoding.UTF8.GetString(bytes);
            }
            else
            {
                found[name] = WebAssetReader.Read(name, bytes);
            }
        }

        foreach (var (name, asset) in found)
        {
            index = index.Replace($"\"assets/{name}\"", $"\"assets/{name}?v={asset.Hash}\"", StringComparison.Ordinal);
        }

        found[IndexName] = WebAssetReader.Read(IndexName, Encoding.UTF8.GetBytes(index));
        return found;
    }
}
