using System.Runtime.CompilerServices;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>
/// Sends steps to the engine and waits for the answer, at most <see cref="GatewayOptions.StepDeadline"/>. A numbered step is repeated under its number while the
/// engine answers that it cannot for the moment; the number makes repeating safe.
/// </summary>
/// <param name="engine">Where episodes run.</param>
/// <param name="metrics">Counts steps that wait.</param>
/// <param name="options">The deadline.</param>
/// <param name="clock">The time.</param>
internal sealed class StepSender(IEpisodeEngine engine, GatewayMetrics metrics, GatewayOptions options, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Takes a step.</summary>
    /// <param name="command">The step.</param>
    /// <param name="deadline">How long to wait; null for the configured time.</param>
    /// <param name="repeats">Whether to ask again while the engine cannot for the moment; callers that can ask again by themselves are told at once.</param>
    public ValueTask<EpisodeReply> SendAsync(StepEpisode command, TimeSpan? deadline = null, bool repeats = true)
    {
        var pending = engine.StepAsync(command);
        if (!pending.IsCompletedSuccessfully)
        {
            return WaitAsync(command, pending, deadline ?? options.StepDeadline, repeats);
        }

        var reply = pending.Result;
        return repeats && MayRepeat(command, reply) ? WaitAsync(command, ValueTask.FromResult(reply), deadline ?? options.StepDeadline, repeats) : ValueTask.FromResult(reply);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<EpisodeReply> WaitAsync(StepEpisode command, ValueTask<EpisodeReply> first, TimeSpan deadline, bool repeats)
    {
        var start = clock.GetTimestamp();
        var pause = FirstPause;
        metrics.Waits();
        try
        {
            var reply = await first.AsTask().WaitAsync(deadline, clock);
            while (repeats && MayRepeat(command, reply) && clock.GetElapsedTime(start) + pause < deadline)
            {
                await Task.Delay(pause, clock);
                metrics.Repeated();
                pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
                reply = await engine.StepAsync(command with { IsRepeat = true }).AsTask().WaitAsync(Rest(deadline, start), clock);
            }

            return reply;
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            return Unanswered(command);
        }
        finally
        {
            metrics.Waited();
        }
    }

    /// <summary>The answer to a step that was not answered in time.</summary>
    /// <param name="command">The step.</param>
    public static EpisodeReply Unanswered(StepEpisode command) => EpisodeReply.Refused(ProblemCode.OutcomeUnknown, command is { Step: null, RequestId: null }
        ? "The step was not answered in time and may have been taken: read the state."
        : "The step was not answered in time and may have been taken: send it again under the same number or request id, or read the state.");

    private TimeSpan Rest(TimeSpan deadline, long start) => deadline - clock.GetElapsedTime(start) is var rest && rest > TimeSpan.Zero ? rest : TimeSpan.Zero;

    private static bool MayRepeat(StepEpisode command, EpisodeReply reply) =>
        reply.Problem?.Code is ProblemCode.Overloaded or ProblemCode.JournalUnavailable or ProblemCode.RecoveryTimeout
        && (command.Step is not null || command.RequestId is not null);
}
