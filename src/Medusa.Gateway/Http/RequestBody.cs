using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>A request's whole body in pooled memory.</summary>
internal sealed class RequestBody : IDisposable
{
    private byte[] buffer;
    private int length;

    private RequestBody(int capacity) => buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The body, valid until disposal.</summary>
    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, length);

    /// <summary>Whether the body is empty or blank.</summary>
    public bool IsBlank => Memory.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    /// <summary>Reads the body. Kestrel refuses one that is greater than <see cref="GatewayOptions.MaxBodyBytes"/>.</summary>
    /// <param name="context">The request.</param>
    public static async Task<RequestBody> ReadAsync(HttpContext context)
    {
        var body = new RequestBody((int)Math.Clamp((context.Request.ContentLength ?? 0) + 1, 1024, 1 << 20));
        try
        {
            while (await context.Request.Body.ReadAsync(body.buffer.AsMemory(body.length), context.RequestAborted) is var read && read > 0)
            {
                body.length += read;
                if (body.length == body.buffer.Length)
                {
                    body.Grow();
                }
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Leaves the memory to the garbage collector, because an unfinished request may still read it.</summary>
    public void Abandon() => buffer = [];

    public void Dispose()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
            length = 0;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
