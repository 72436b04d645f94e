using System.Reflection;
using Medusa.Episodes;

namespace Medusa.Gateway.Tests;

/// <summary>An engine that runs nothing and answers every query with what it is told to.</summary>
public class AnsweringEngine : DispatchProxy
{
    private Func<EpisodeReply> answer = null!;

    /// <param name="answer">Answers, or throws.</param>
    public static IEpisodeEngine Create(Func<EpisodeReply> answer)
    {
        var engine = Create<IEpisodeEngine, AnsweringEngine>();
        ((AnsweringEngine)(object)engine).answer = answer;
        return engine;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        nameof(IEpisodeEngine.QueryAsync) => ValueTask.FromResult(answer()),
        nameof(IAsyncDisposable.DisposeAsync) => ValueTask.CompletedTask,
        "get_WhyNotReady" => null,
        _ => throw new NotSupportedException(targetMethod?.Name),
    };
}
