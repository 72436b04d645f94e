using System.Security.Cryptography;
using System.Text.Json;

namespace Medusa.Testing;

/// <summary>Writes a plugin's folder: assemblies and a manifest with the SHA-256 of every file.</summary>
public static class PluginFolder
{
    /// <summary>Compiles a source and writes its folder <c>&lt;root&gt;/&lt;id&gt;@&lt;version&gt;</c>.</summary>
    /// <param name="root">The folder of all plugins.</param>
    /// <param name="id">The plugin's id.</param>
    /// <param name="source">Its source.</param>
    /// <param name="version">Its version.</param>
    /// <returns>The plugin's folder.</returns>
    public static string Write(string root, string id, PluginSource source, string version = "1.0.0") =>
        Write(Path.Combine(root, $"{id}@{version}"), id, version, $"{source.Assembly}.dll", new Dictionary<string, byte[]> { [$"{source.Assembly}.dll"] = source.Compile() });

    /// <summary>Writes files and a manifest.</summary>
    /// <param name="folder">The plugin's folder; made where it is missing.</param>
    /// <param name="id">The plugin's id.</param>
    /// <param name="version">Its version.</param>
    /// <param name="entry">The file name of the entry assembly.</param>
    /// <param name="files">The files by name.</param>
    /// <param name="contract">The contract range.</param>
    /// <returns>The plugin's folder.</returns>
    public static string Write(string folder, string id, string version, string entry, IReadOnlyDictionary<string, byte[]> files, string contract = "[1.0,2.0)")
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }

        File.WriteAllText(Path.Combine(folder, "medusa-plugin.json"), JsonSerializer.Serialize(new
        {
            id,
            version,
            contract,
            assembly = entry,
            description = "Compiled by a test.",
            license = "Apache-2.0",
            files = files.ToDictionary(file => file.Key, file => Convert.ToHexStringLower(SHA256.HashData(file.Value))),
        }));
        return folder;
    }
}
