using System.Security.Cryptography;
using System.Text;

namespace Medusa.Episodes;

/// <summary>The bytes of a plugin's folder, read once: what is hashed is what is loaded.</summary>
internal sealed class PluginFiles
{
    private readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    private PluginFiles()
    {
    }

    /// <summary>Reads every file, by its name below the folder with slashes: a manifest may list any of them.</summary>
    /// <exception cref="PluginException">There is no manifest, or a file cannot be read.</exception>
    public static PluginFiles Read(string folder)
    {
        var read = new PluginFiles();
        try
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                read.files[Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')] = File.ReadAllBytes(path);
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new PluginException(PluginFault.BadFile, $"The folder cannot be read: {unreadable.Message}", unreadable);
        }

        return read.files.ContainsKey(PluginManifest.FileName)
            ? read
            : throw new PluginException(PluginFault.BadManifest, $"There is no {PluginManifest.FileName}.");
    }

    /// <summary>The bytes of a file, or null.</summary>
    public byte[]? Find(string name) => files.GetValueOrDefault(name);

    /// <summary>SHA-256 of one file, lower-case hexadecimal.</summary>
    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>SHA-256 over one line a file but symbols, in ordinal order of the names: digest, two blanks, name, line feed, as <c>sha256sum</c> prints them.</summary>
    public string Sha256()
    {
        var lines = new StringBuilder();
        foreach (var (name, bytes) in files)
        {
            if (!name.EndsWith(".pdb", StringComparison.Ordinal))
            {
                lines.Append(Sha256(bytes)).Append("  ").Append(name).Append('\n');
            }
        }

        return Sha256(Encoding.UTF8.GetBytes(lines.ToString()));
    }
}
