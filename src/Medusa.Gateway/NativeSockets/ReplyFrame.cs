using System.Buffers;

namespace Medusa.Gateway;

/// <summary>A reply in pooled memory, and the place in the window that it gives back once it is sent.</summary>
/// <param name="claim">The place.</param>
/// <param name="size">The number of bytes it will have, about.</param>
internal sealed class ReplyFrame(WindowClaim claim, int size) : IBufferWriter<byte>, IDisposable
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(size);
    private int length;

    /// <summary>The place in the window.</summary>
    public WindowClaim Claim => claim;

    /// <summary>The bytes, valid until disposal.</summary>
    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, length);

    /// <inheritdoc/>
    public void Advance(int count) => length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsMemory(length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsSpan(length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
            length = 0;
        }
    }

    private void Reserve(int count)
    {
        count = Math.Max(count, 1);
        if (length + count > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, length + count));
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }
}
