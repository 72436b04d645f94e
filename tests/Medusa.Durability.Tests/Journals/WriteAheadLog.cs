using System.Buffers.Binary;
using Medusa.Durability.Journals;

namespace Medusa.Durability.Tests.Journals;

/// <summary>SQLite's write-ahead log as a file: a header of 32 bytes, then frames, each of a header of 24 bytes and a page (https://sqlite.org/fileformat2.html#walformat).</summary>
public sealed class WriteAheadLog
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;
    private readonly string file;
    private readonly int frameBytes;

    /// <summary>The log of a journal that nobody has open.</summary>
    public WriteAheadLog(SqliteJournal journal)
    {
        file = $"{journal.File}-wal";
        var log = System.IO.File.ReadAllBytes(file);
        frameBytes = FrameHeaderBytes + (int)BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(8));
        // Frames of the log's life before its last restart have other salts.
        var salts = log.AsSpan(16, 8);
        while (Begin(Frames + 1) <= log.Length && log.AsSpan((int)Begin(Frames) + 8, 8).SequenceEqual(salts))
        {
            Frames++;
        }
    }

    /// <summary>How many frames are valid, at most.</summary>
    public int Frames { get; }

    /// <summary>Ends the file in the middle of a frame.</summary>
    public void TearAt(int frame)
    {
        using var log = new FileStream(file, FileMode.Open);
        log.SetLength(Begin(frame) + frameBytes / 2);
    }

    /// <summary>Changes some bytes in the middle of a frame's page.</summary>
    public void DamageAt(int frame)
    {
        using var log = new FileStream(file, FileMode.Open);
        log.Position = Begin(frame) + frameBytes / 2;
        var bytes = new byte[16];
        log.ReadExactly(bytes);
        log.Position -= bytes.Length;
        log.Write(Array.ConvertAll(bytes, value => (byte)~value));
    }

    private long Begin(int frame) => HeaderBytes + (long)frame * frameBytes;
}
