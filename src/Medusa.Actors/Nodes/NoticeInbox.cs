using System.Threading.Channels;
using Akka.Actor;
using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>Where notices from all nodes come in for one watcher. One that is too slow misses the oldest.</summary>
internal sealed class NoticeInbox : MinimalActorRef, IDisposable
{
    private const int Capacity = 1_024;
    private readonly Channel<EpisodeNotice> channel;
    private long missed;

    /// <param name="system">The actor system.</param>
    public NoticeInbox(ExtendedActorSystem system)
    {
        Provider = system.Provider;
        channel = Channel.CreateBounded<EpisodeNotice>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            dropped => Interlocked.Add(ref missed, 1 + dropped.Missed));
        Path = Provider.TempPath().Parent / $"notices-{Guid.NewGuid():N}";
        Provider.RegisterTempActor(this, Path);
    }

    /// <inheritdoc/>
    public override ActorPath Path { get; }

    /// <inheritdoc/>
    public override IActorRefProvider Provider { get; }

    /// <summary>The notices as they come.</summary>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<EpisodeNotice> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var notice in channel.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            yield return Interlocked.Exchange(ref missed, 0) is var dropped and > 0 ? notice with { Missed = notice.Missed + dropped } : notice;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Provider.UnregisterTempActor(Path);

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is EpisodeNotice notice)
        {
            channel.Writer.TryWrite(notice);
        }
    }
}
