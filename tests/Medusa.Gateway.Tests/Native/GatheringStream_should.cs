using System.Text;

namespace Medusa.Gateway.Tests;

public sealed class GatheringStream_should
{
    [Fact]
    public async Task Send_what_was_held_back_in_one_write_and_in_order()
    {
        var inner = new CountingStream();
        await using var stream = new GatheringStream(inner);
        await stream.WriteAsync("a"u8.ToArray());
        stream.Hold();
        for (var write = 0; write < 10_000; write++)
        {
            await stream.WriteAsync("bc"u8.ToArray());
        }

        await stream.FlushAsync();
        Assert.Equal((1, 20_000), (inner.Writes, stream.Held));
        await stream.SendHeldAsync(goOn: true);
        await stream.WriteAsync("d"u8.ToArray());
        Assert.Equal((2, 1), (inner.Writes, stream.Held));
        await stream.SendHeldAsync();
        await stream.SendHeldAsync();
        await stream.WriteAsync("e"u8.ToArray());
        Assert.Equal(4, inner.Writes);
        Assert.Equal($"a{string.Concat(Enumerable.Repeat("bc", 10_000))}de", Encoding.UTF8.GetString(inner.ToArray()));
    }

    private sealed class CountingStream : MemoryStream
    {
        public int Writes { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
