using System.Buffers;

namespace Medusa.Gateway;

/// <summary>One message in pooled memory.</summary>
internal sealed class IncomingMessage
{
    private const int FirstCapacity = 4096;
    private byte[] buffer = [];

    /// <summary>What came in.</summary>
    public IncomingKind Kind { get; set; }

    /// <summary>The number of bytes read so far.</summary>
    public int Length { get; private set; }

    /// <summary>The message, valid until <see cref="Release"/>.</summary>
    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, Length);

    /// <summary>Room to read into.</summary>
    public Memory<byte> Free()
    {
        if (Length == buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, FirstCapacity));
            buffer.AsSpan(0, Length).CopyTo(larger);
            Return();
            buffer = larger;
        }

        return buffer.AsMemory(Length);
    }

    /// <summary>Counts bytes read into <see cref="Free"/>.</summary>
    /// <param name="count">How many.</param>
    public void Advance(int count) => Length += count;

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        Return();
        buffer = [];
        Length = 0;
    }

    /// <summary>Leaves the memory to the garbage collector, because an unfinished request may still read it.</summary>
    public void Abandon()
    {
        buffer = [];
        Length = 0;
    }

    private void Return()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
