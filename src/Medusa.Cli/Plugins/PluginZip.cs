using System.IO.Compression;

namespace Medusa.Cli.Plugins;

/// <summary>A plugin's folder as one file. Equal files give equal bytes: sorted names, one fixed time, no attributes.</summary>
internal static class PluginZip
{
    /// <summary>The earliest time that the format knows.</summary>
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the files.</summary>
    public static void Write(PluginFiles files, Stream into)
    {
        using var zip = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, bytes) in files.Bytes)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = Time;
            entry.ExternalAttributes = 0;
            using var stream = entry.Open();
            stream.Write(bytes);
        }
    }

    /// <summary>Reads the files into memory; nothing is written, so no name can lead out of a folder before it was looked at.</summary>
    /// <exception cref="CommandException">It is no zip file, an entry's name leads elsewhere or occurs twice, or it unpacks to too much.</exception>
    public static PluginFiles Read(string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            PluginFiles.RefuseTooLarge(zip.Entries.Count, 0);
            var files = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
            var size = 0L;
            foreach (var entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
            {
                if (!IsInside(entry.FullName) || files.ContainsKey(entry.FullName))
                {
                    throw new CommandException(ExitCode.Usage, $"'{path}' has an entry '{entry.FullName}', which leads out of the plugin's folder or occurs twice.");
                }

                var bytes = Unpack(entry, PluginFiles.MaxBytes - size);
                size += bytes.Length;
                files[entry.FullName] = bytes;
            }

            return new PluginFiles(files);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new CommandException(ExitCode.Usage, $"'{path}' cannot be read: {failure.Message}");
        }
    }

    private static bool IsInside(string name) =>
        !name.Contains('\\', StringComparison.Ordinal) && !name.Contains(':', StringComparison.Ordinal) && !name.Contains('\0', StringComparison.Ordinal)
        && name.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>Counts what comes out: the size that an entry claims may be a lie.</summary>
    private static byte[] Unpack(ZipArchiveEntry entry, long room)
    {
        using var stream = entry.Open();
        using var unpacked = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            PluginFiles.RefuseTooLarge(0, PluginFiles.MaxBytes - room + unpacked.Length + read);
            unpacked.Write(buffer, 0, read);
        }

        return unpacked.ToArray();
    }
}
