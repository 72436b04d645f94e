namespace Medusa.Journals.Sqlite;

/// <summary>How a journal's file stands.</summary>
/// <param name="File">The file, an absolute path.</param>
/// <param name="Bytes">Its size; null where there is no file yet.</param>
/// <param name="Schema">The schema that its header says; null where there is no file yet, or it is no SQLite database.</param>
/// <param name="NeededSchema">The schema that this version works with, and migrates older files to.</param>
/// <param name="IsInUse">Whether a process has it open as its journal.</param>
public sealed record SqliteCondition(string File, long? Bytes, int? Schema, int NeededSchema, bool IsInUse)
{
    private const int HeaderBytes = 100;
    private const int UserVersion = 60;

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <summary>Looks at the file. Nothing is opened as a database, made or changed, and a server that uses it is not disturbed.</summary>
    /// <param name="options">Which file; validated by the caller.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static SqliteCondition Read(SqliteJournalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var file = Path.GetFullPath(options.Path);
        var isInUse = IsLocked($"{file}.lock");
        if (!System.IO.File.Exists(file))
        {
            return new SqliteCondition(file, Bytes: null, Schema: null, SqliteSchema.Present, isInUse);
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new SqliteCondition(file, stream.Length, SchemaOf(stream), SqliteSchema.Present, isInUse);
    }

    /// <summary>What <c>PRAGMA user_version</c> would say: four bytes of the header. A file without any byte is an empty database.</summary>
    private static int? SchemaOf(FileStream stream)
    {
        var header = new byte[HeaderBytes];
        var read = stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        return read == 0 ? 0
            : read == HeaderBytes && header.AsSpan().StartsWith(Magic) ? System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(UserVersion))
            : null;
    }

    private static bool IsLocked(string path)
    {
        try
        {
            using var held = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
