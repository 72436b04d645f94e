namespace Medusa.Gateway;

/// <summary>A connection whose writes can be held back for a moment and sent as one. Frames that the socket writes on its own, such as pongs, keep their place.</summary>
/// <param name="inner">The connection.</param>
internal sealed class GatheringStream(Stream inner) : Stream
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private byte[] held = new byte[16 << 10];
    private int length;
    private bool isHolding;

    /// <summary>The number of bytes held back.</summary>
    public int Held => length;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Holds back what is written from now on.</summary>
    public void Hold() => Volatile.Write(ref isHolding, true);

    /// <summary>Sends what was held back.</summary>
    /// <param name="goOn">Whether to hold back what is written afterwards.</param>
    public async ValueTask SendHeldAsync(bool goOn = false)
    {
        await gate.WaitAsync();
        try
        {
            Volatile.Write(ref isHolding, goOn);
            if (length > 0)
            {
                var sent = length;
                length = 0;
                await inner.WriteAsync(held.AsMemory(0, sent));
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (!Volatile.Read(ref isHolding))
            {
                await inner.WriteAsync(buffer, cancellationToken);
                return;
            }

            if (length + buffer.Length > held.Length)
            {
                Array.Resize(ref held, Math.Max(held.Length * 2, length + buffer.Length));
            }

            buffer.CopyTo(held.AsMemory(length));
            length += buffer.Length;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.ReadAsync(buffer, offset, count, cancellationToken);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Volatile.Read(ref isHolding) ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            gate.Dispose();
        }

        base.Dispose(disposing);
    }
}
