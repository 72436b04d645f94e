using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Medusa.Episodes;

namespace Medusa.Actors.Tests;

public sealed class AnswerWire_should : TestKit
{
    private const int BodyBytes = 1 << 20;
    private readonly MessageSerializer serializer;
    private readonly EpisodeAnswer answer;

    public AnswerWire_should()
    {
        serializer = new MessageSerializer((ExtendedActorSystem)Sys);
        var body = new byte[BodyBytes];
        new Random(1).NextBytes(body);
        answer = new EpisodeAnswer(7, new EpisodeReply { Body = body, Step = 3, TailOffset = 5 });
    }

    [Fact]
    public void Leave_the_body_where_it_was_received()
    {
        var bytes = serializer.ToBinary(answer);
        var read = Read(bytes);
        Assert.True(MemoryMarshal.TryGetArray(read.Reply.Body, out var segment));
        Assert.Same(bytes, segment.Array);
        Assert.True(read.Reply.Body.Span.SequenceEqual(answer.Reply.Body.Span));
        Assert.Equal((7, 3, 5), (read.Correlation, read.Reply.Step, read.Reply.TailOffset));
    }

    [Fact]
    public void Copy_the_body_once_when_it_is_written_and_not_at_all_when_it_is_read()
    {
        var bytes = serializer.ToBinary(answer);
        Read(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        bytes = serializer.ToBinary(answer);
        var written = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();
        Read(bytes);
        var read = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(written, BodyBytes, BodyBytes * 12L / 10);
        Assert.InRange(read, 0, 64 << 10);
    }

    [Fact]
    public void Read_a_body_that_is_not_the_last_field()
    {
        // Field 3 (episode) after the body; then the body again, of which Protobuf takes the last.
        byte[] bytes = [.. serializer.ToBinary(answer), 0x1A, 0x01, (byte)'e'];
        var read = Read(bytes);
        Assert.Equal("e", read.Reply.Episode!.Value.Value);
        Assert.True(read.Reply.Body.Span.SequenceEqual(answer.Reply.Body.Span));
        read = Read([.. serializer.ToBinary(answer), 0x7A, 0x02, 1, 2]);
        Assert.Equal([1, 2], read.Reply.Body.ToArray());
    }

    private EpisodeAnswer Read(byte[] bytes) => (EpisodeAnswer)serializer.FromBinary(bytes, serializer.Manifest(answer));
}
