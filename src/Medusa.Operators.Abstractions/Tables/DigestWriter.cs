using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// Builds a SHA-256 digest from little-endian values. Small inputs are hashed in one call, large ones block by block.
/// Use once: <see cref="Finish"/> returns the digest and gives the buffer back.
/// </summary>
internal ref struct DigestWriter
{
    /// <summary>How many rows of up to eight bytes are taken at once: few enough for <see cref="Take"/>.</summary>
    public const int BlockRows = 4096;

    private const int BlockSize = 1 << 16;

    /// <summary>For what fits the buffer: a hash that is kept is cheaper than one made for each digest.</summary>
    [ThreadStatic]
    private static IncrementalHash? shared;

    private byte[] buffer;
    private int used;
    private long flushed;
    private IncrementalHash? hash;

    public DigestWriter(long expectedSize) => buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(expectedSize, 256, BlockSize));

    /// <summary>How many bytes were added.</summary>
    public readonly long Written => flushed + used;

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    /// <summary>Adds a double's bits, −0 as 0 and every NaN as the one canonical quiet NaN.</summary>
    public void Double(double value) => Int64(BitConverter.DoubleToInt64Bits(Canonical(value)));

    /// <summary>The double that stands for <paramref name="value"/> in digests: −0 as 0, every NaN as <see cref="double.NaN"/>.</summary>
    public static double Canonical(double value) => double.IsNaN(value) ? double.NaN : value + 0.0;

    /// <summary>Room for <paramref name="size"/> bytes, at most 65,536, which the caller fills before the next call.</summary>
    public Span<byte> Take(int size) => Reserve(size);

    /// <summary>Takes back the last <paramref name="size"/> bytes of what the last call of <see cref="Take"/> gave.</summary>
    public void GiveBack(int size) => used -= size;

    public void Text(string? value)
    {
        if (value is null)
        {
            Int32(-1);
            return;
        }

        var size = Encoding.UTF8.GetByteCount(value);
        Int32(size);
        if (size <= BlockSize)
        {
            Encoding.UTF8.GetBytes(value, Reserve(size));
        }
        else
        {
            Bytes(Encoding.UTF8.GetBytes(value));
        }
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > BlockSize)
        {
            bytes[..BlockSize].CopyTo(Reserve(BlockSize));
            bytes = bytes[BlockSize..];
        }

        bytes.CopyTo(Reserve(bytes.Length));
    }

    public byte[] Finish()
    {
        byte[] digest;
        if (hash is null)
        {
            shared ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            shared.AppendData(buffer.AsSpan(0, used));
            digest = shared.GetHashAndReset();
        }
        else
        {
            hash.AppendData(buffer.AsSpan(0, used));
            digest = hash.GetHashAndReset();
            hash.Dispose();
        }

        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        return digest;
    }

    private Span<byte> Reserve(int size)
    {
        if (used + size > buffer.Length)
        {
            Grow(size);
        }

        var span = buffer.AsSpan(used, size);
        used += size;
        return span;
    }

    private void Grow(int size)
    {
        if (used + size <= BlockSize)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Min(BlockSize, Math.Max(buffer.Length * 2, used + size)));
            buffer.AsSpan(0, used).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
            return;
        }

        hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(buffer.AsSpan(0, used));
        flushed += used;
        used = 0;
        if (size > buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        }
    }
}
