using System.Reflection;
using System.Runtime.CompilerServices;
using Medusa.Episodes;

namespace Medusa.Gateway.Tests;

/// <summary>An engine that runs nothing: it tells of one episode that ended, and that it left notices out before.</summary>
public class ScriptedNotices : DispatchProxy
{
    public const long Missed = 7;

    public static IEpisodeEngine Create() => Create<IEpisodeEngine, ScriptedNotices>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        nameof(IEpisodeEngine.WatchAsync) => WatchAsync((Owner)args![0]!, default),
        nameof(IAsyncDisposable.DisposeAsync) => ValueTask.CompletedTask,
        "get_WhyNotReady" => null,
        _ => throw new NotSupportedException(targetMethod?.Name),
    };

    private static async IAsyncEnumerable<EpisodeNotice> WatchAsync(Owner owner, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.WaitAsync(cancellation);
        EpisodeId.TryParse("one", out var id);
        yield return new EpisodeNotice(new EpisodeKey(owner, id), EpisodeNoticeKind.Ended) { Environment = "medusa", Step = 3, EndReason = "stopped", At = DateTimeOffset.UnixEpoch, Missed = Missed };
    }
}
