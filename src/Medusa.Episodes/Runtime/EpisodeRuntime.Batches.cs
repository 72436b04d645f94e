using System.Diagnostics;

namespace Medusa.Episodes;

/// <content>Many steps with one hop to a worker.</content>
public sealed partial class EpisodeRuntime
{
    /// <summary>Whether a step needs nothing but its plugin's code: the episode is in memory and the step was not taken before.</summary>
    /// <param name="slot">The episode's place.</param>
    /// <param name="command">The step.</param>
    /// <param name="ready">The step, where the result is true.</param>
    internal static bool IsReady(EpisodeSlot slot, StepEpisode command, out ReadyStep ready)
    {
        if (slot.Episode is { } episode && StepRequest.Read(command, episode.Environment.Actions, out var request) is null && episode.RecordedStepFor(request) == 0)
        {
            ready = new ReadyStep(slot, episode, command, request);
            return true;
        }

        ready = default;
        return false;
    }

    /// <summary>Takes steps of different episodes, each of which has its place to itself. Each stands or fails alone.</summary>
    /// <param name="count">How many.</param>
    /// <param name="step">One of them.</param>
    /// <param name="answered">Gets each one's number and answer.</param>
    /// <param name="now">When they came.</param>
    internal async Task TakeManyAsync(int count, Func<int, ReadyStep> step, Action<int, EpisodeReply> answered, DateTimeOffset now)
    {
        // All that are decided are begun before the first is waited for, so that their events share a commit.
        var pending = new ValueTask[count];
        await containment.RunManyAsync(
            count,
            index => step(index).Episode.Now.View.State,
            (index, token) =>
            {
                var one = step(index);
                var start = Stopwatch.GetTimestamp();
                var decision = one.Episode.Decide(one.Command, one.Request, null, options.InvalidActionLimit, now, token);
                Metrics.Decided(one.Episode.Environment.Definition.Name, StepObservation.OperatorOf(one.Request), start);
                return decision;
            },
            (index, decision, fault) => pending[index] = FinishAsync(index, step(index), decision, fault, answered, now)).ConfigureAwait(false);
        foreach (var finishing in pending)
        {
            await finishing.ConfigureAwait(false);
        }
    }

    private async ValueTask FinishAsync(int index, ReadyStep step, Decision decision, Exception? fault, Action<int, EpisodeReply> answered, DateTimeOffset now)
    {
        var reply = await FinishAsync(step, decision, fault, now).ConfigureAwait(false);
        if (Metrics.ObservesSteps)
        {
            Metrics.Stepped(step.Episode.Environment.Definition.Name, StepObservation.OperatorOf(step.Request), reply, Now - now);
        }

        answered(index, reply);
    }

    private async ValueTask<EpisodeReply> FinishAsync(ReadyStep step, Decision decision, Exception? fault, DateTimeOffset now)
    {
        var (slot, episode, command, request) = step;
        try
        {
            if (fault is PluginOverrunException late)
            {
                decision = Overrun(episode, request, late);
            }
            else if (fault is not null)
            {
                return Failed(slot, fault);
            }

            return await ConcludeAsync(slot, episode, Judge(slot, episode, request, decision, now), isRecorded: false).ConfigureAwait(false)
                ?? await StepAsync(slot, command, request, now).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            return Failed(slot, failure);
        }
    }
}
