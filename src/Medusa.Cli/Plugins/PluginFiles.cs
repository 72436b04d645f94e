using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Medusa.Cli.Plugins;

/// <summary>Every file of a plugin, by its name below the plugin's folder with slashes, in ordinal order.</summary>
internal sealed class PluginFiles
{
    /// <summary>The greatest number of files.</summary>
    internal const int MaxFiles = 4_096;

    /// <summary>The greatest size of all files together, in bytes: 256 MiB.</summary>
    internal const long MaxBytes = 256L << 20;

    /// <summary>The files.</summary>
    public ImmutableSortedDictionary<string, byte[]> Bytes { get; }

    /// <summary>Files by name.</summary>
    public PluginFiles(IEnumerable<KeyValuePair<string, byte[]>> files) => Bytes = files.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Reads a folder.</summary>
    /// <exception cref="CommandException">It cannot be read, holds a link, or is too large.</exception>
    public static PluginFiles Read(string folder)
    {
        try
        {
            var files = new Dictionary<string, byte[]>();
            var size = 0L;
            foreach (var file in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
            {
                var name = Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
                if (file.LinkTarget is not null)
                {
                    throw new CommandException(ExitCode.Usage, $"'{name}' is a link; a plugin holds files alone.");
                }

                if (file is FileInfo { Length: var length })
                {
                    RefuseTooLarge(files.Count + 1, size += length);
                    files[name] = File.ReadAllBytes(file.FullName);
                }
            }

            return new PluginFiles(files);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, failure.Message);
        }
    }

    /// <summary>Writes the files below a folder that does not exist; the manifest last, so that a half-written folder is no plugin.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in Bytes.OrderBy(file => file.Key == Episodes.PluginManifest.FileName))
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }

    /// <summary>The same files with one replaced.</summary>
    public PluginFiles With(string name, byte[] bytes) => new(Bytes.SetItem(name, bytes));

    /// <summary>Whether names and bytes are equal.</summary>
    public bool SameAs(PluginFiles other) =>
        Bytes.Count == other.Bytes.Count && Bytes.All(file => other.Bytes.TryGetValue(file.Key, out var bytes) && bytes.AsSpan().SequenceEqual(file.Value));

    /// <summary>SHA-256 of a file, lower-case hexadecimal.</summary>
    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <exception cref="CommandException">A limit is passed.</exception>
    internal static void RefuseTooLarge(int files, long bytes)
    {
        if (files > MaxFiles || bytes > MaxBytes)
        {
            throw new CommandException(ExitCode.Usage, $"A plugin has at most {MaxFiles} files and {MaxBytes >> 20} MiB.");
        }
    }
}
