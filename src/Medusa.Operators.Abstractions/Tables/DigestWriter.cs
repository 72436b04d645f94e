using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// Builds a SHA-256 digest from little-endian values. Small inputs are hashed in one call, large ones block by block.
/// Use once: <see cref="Finish"/> returns the digest and gives the buffer back.
/// </summary>
internal ref struct DigestWriter
{
    private const int BlockSize = 1 << 16;

    private byte[] buffer;
    private int used;
    private IncrementalHash? hash;

    public DigestWriter(int expectedSize) => buffer = ArrayPool<byte>.Shared.Rent(Math.Clamp(expectedSize, 256, BlockSize));

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    /// <summary>Adds a double's bits, −0 as 0 and every NaN as the one canonical quiet NaN.</summary>
    public void Double(double value) => Int64(BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value == 0 ? 0.0 : value));

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

    public void Values<T>(ReadOnlySpan<T> values)
        where T : unmanaged
        => Bytes(MemoryMarshal.AsBytes(values));

    public byte[] Finish()
    {
        byte[] digest;
        if (hash is null)
        {
            digest = SHA256.HashData(buffer.AsSpan(0, used));
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
        used = 0;
        if (size > buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        }
    }
}
