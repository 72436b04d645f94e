using System.Text.Json;

namespace Medusa.Gateway;

/// <summary>The file of API keys that <c>medusa keys</c> edits and servers read: JSON, hashes only.</summary>
public static class KeysFile
{
    /// <summary>Where the file is unless something else is said, from the working directory.</summary>
    public const string DefaultPath = "data/keys.json";

    private const int MaxBytes = 64 << 20;
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Reads the keys, revoked ones too; none where there is no file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="KeysFileException">The file cannot be read or is malformed.</exception>
    public static IReadOnlyList<StoredKey> Read(string path)
    {
        try
        {
            return File.Exists(path) ? Parse(path, File.ReadAllBytes(path)) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KeysFileException($"The keys file '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Changes the keys. Only one process changes them at a time, and readers see the file of before or the one of after, whole.</summary>
    /// <param name="path">The file; its folder is made.</param>
    /// <param name="change">Gives the new keys for the present ones.</param>
    /// <exception cref="KeysFileException">The file cannot be read or written, is malformed, or is locked by another process.</exception>
    public static void Change(string path, Func<IReadOnlyList<StoredKey>, IReadOnlyList<StoredKey>> change)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(change);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var turn = Lock($"{path}.lock");
            var keys = change(Read(path));
            Write(path, WhyNot(keys) is { } wrong ? throw new KeysFileException($"Nothing is written to '{path}': {wrong}") : keys);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KeysFileException($"The keys file '{path}' cannot be changed: {error.Message}", error);
        }
    }

    /// <summary>What tells that the file was written since; null where there is none. The file behind links is meant: a mounted secret is a link that moves.</summary>
    internal static (DateTime Written, long Length)? Stamp(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            return (File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KeysFileException($"The keys file '{path}' cannot be read: {error.Message}", error);
        }
    }

    private static IReadOnlyList<StoredKey> Parse(string path, byte[] json)
    {
        if (json.Length > MaxBytes)
        {
            throw new KeysFileException($"The keys file '{path}' is malformed: it has more than {MaxBytes} bytes.");
        }

        IReadOnlyList<StoredKey> keys;
        try
        {
            keys = JsonSerializer.Deserialize(json, StoredKeysJson.Default.StoredKeys)?.Keys ?? throw new JsonException("it holds no keys.");
        }
        catch (JsonException error)
        {
            throw new KeysFileException($"The keys file '{path}' is malformed: {error.Message.ReplaceLineEndings(" ")}", error);
        }

        return WhyNot(keys) is { } wrong ? throw new KeysFileException($"The keys file '{path}' is malformed: {wrong}") : keys;
    }

    private static string? WhyNot(IReadOnlyList<StoredKey> keys)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if ((key is null ? "an entry is null." : KeyRules.WhyNot(key.Id, key.Sha256, key.Limits)) is { } wrong)
            {
                return wrong;
            }

            if (!ids.Add(key!.Id))
            {
                return $"two keys have the Id '{key.Id}'.";
            }
        }

        return null;
    }

    /// <summary>A file that nobody else has open. It stays: removing it would let two processes lock two files of one name.</summary>
    private static FileStream Lock(string path)
    {
        for (var waited = TimeSpan.Zero; ; waited += LockPause)
        {
            try
            {
                return new FileStream(path, Private(FileMode.OpenOrCreate));
            }
            catch (IOException error) when (error is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
            {
                if (waited >= LockWait)
                {
                    throw new KeysFileException($"Another process holds '{path}': try again when it is done.", error);
                }

                Thread.Sleep(LockPause);
            }
        }
    }

    private static void Write(string path, IReadOnlyList<StoredKey> keys)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(temporary, Private(FileMode.Create)))
            {
                JsonSerializer.Serialize(file, new StoredKeys(keys), StoredKeysJson.Default.StoredKeys);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>For this account alone: who reads the hashes can make agent tokens.</summary>
    private static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
