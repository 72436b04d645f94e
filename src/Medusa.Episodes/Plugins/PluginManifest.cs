using System.Text.Json;

namespace Medusa.Episodes;

/// <summary>What a plugin says of itself in <c>medusa-plugin.json</c>, beside its assemblies.</summary>
/// <param name="Id">The plugin's id: 1 to 64 lower-case letters, digits, hyphens and dots.</param>
/// <param name="Version">The plugin's version.</param>
/// <param name="Contract">The contract versions it fits: <c>1.0.0</c> (that one and later ones of the same major version) or <c>[1.0.0,2.0.0)</c>.</param>
/// <param name="Assembly">The file name of the assembly with its <c>IMedusaPlugin</c>.</param>
public sealed record PluginManifest(string Id, string Version, string Contract, string Assembly)
{
    /// <summary>The manifest's file name.</summary>
    public const string FileName = "medusa-plugin.json";

    /// <summary>What the plugin is, in one or two sentences; null leaves it out.</summary>
    public string? Description { get; init; }

    /// <summary>The licence's SPDX identifier; null leaves it out.</summary>
    public string? License { get; init; }

    /// <summary>SHA-256, hexadecimal, of every file of the folder but the manifest, by its name relative to the folder with slashes.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads a manifest.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <exception cref="PluginException">The JSON is malformed, or a field is missing or wrong.</exception>
    public static PluginManifest Read(ReadOnlySpan<byte> json)
    {
        PluginManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<PluginManifest>(json, Json) ?? throw new PluginException(PluginFault.BadManifest, $"{FileName} holds null.");
        }
        catch (JsonException malformed)
        {
            throw new PluginException(PluginFault.BadManifest, $"{FileName} cannot be read: {malformed.Message}");
        }

        if (manifest.Id.Length is 0 or > 64 || manifest.Id.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-."))
        {
            throw new PluginException(PluginFault.BadManifest, $"The id '{manifest.Id}' is not 1 to 64 lower-case letters, digits, hyphens and dots.");
        }

        if (manifest.Version.Length is 0 or > 64)
        {
            throw new PluginException(PluginFault.BadManifest, "The version is not 1 to 64 characters.");
        }

        return Path.GetFileName(manifest.Assembly) == manifest.Assembly && manifest.Assembly.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? manifest
            : throw new PluginException(PluginFault.BadManifest, $"The assembly '{manifest.Assembly}' is not the name of a .dll file in the plugin's folder.");
    }
}
