using System.Security.Cryptography;
using System.Text;

namespace Medusa.Episodes;

/// <summary>The bytes of a plugin's folder, read once: what is hashed is what is loaded. Names are relative to the folder, with slashes.</summary>
internal sealed class PluginFiles
{
    private const int MaxFiles = 4_096;
    private const long MaxBytes = 256L << 20;

    private readonly SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    private PluginFiles()
    {
    }

    /// <summary>The names of all files but the manifest, in ordinal order.</summary>
    public IEnumerable<string> Names => files.Keys.Where(name => name != PluginManifest.FileName);

    /// <summary>Reads every file of a folder and of the folders in it.</summary>
    /// <exception cref="PluginException">There is no manifest, something is a link, a file cannot be read, two names differ in case alone, or the folder is too large.</exception>
    public static PluginFiles Read(string folder)
    {
        var read = new PluginFiles();
        try
        {
            var root = new DirectoryInfo(folder);
            RefuseLink(root, root.Name);
            read.ReadAll(root, "");
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

    private void ReadAll(DirectoryInfo folder, string prefix)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var name = prefix + entry.Name;
            RefuseLink(entry, name);
            if (entry is DirectoryInfo inner)
            {
                ReadAll(inner, $"{name}/");
            }
            else
            {
                Add(name, (FileInfo)entry);
            }
        }
    }

    private void Add(string name, FileInfo file)
    {
        if (files.Keys.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) is { } twin)
        {
            throw new PluginException(PluginFault.BadFile, $"'{twin}' and '{name}' differ in case alone.");
        }

        if (files.Count == MaxFiles || files.Values.Sum(bytes => (long)bytes.Length) + file.Length > MaxBytes)
        {
            throw new PluginException(PluginFault.BadFile, $"The folder holds more than {MaxFiles} files or {MaxBytes >> 20} MiB.");
        }

        files[name] = File.ReadAllBytes(file.FullName);
    }

    private static void RefuseLink(FileSystemInfo entry, string name)
    {
        if (entry.LinkTarget is not null)
        {
            throw new PluginException(PluginFault.BadFile, $"'{name}' is a link; a plugin consists of files.");
        }
    }
}
