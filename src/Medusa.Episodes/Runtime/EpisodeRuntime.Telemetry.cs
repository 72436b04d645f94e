using System.Diagnostics;

namespace Medusa.Episodes;

/// <content>What is measured and traced of steps and appends. Where nobody listens none of it runs.</content>
public sealed partial class EpisodeRuntime
{
    private EpisodeMetrics Metrics => containment.Metrics;

    private bool ObservesSteps => Metrics.ObservesSteps || MedusaTelemetry.Spans.HasListeners();

    private bool ObservesAppends => Metrics.ObservesAppends || MedusaTelemetry.Spans.HasListeners();

    private async ValueTask<EpisodeReply> ObserveStepAsync(EpisodeSlot slot, StepEpisode command, DateTimeOffset now, ActivityContext caller)
    {
        using var observed = new StepObservation(command, caller);
        slot.Observed = observed;
        EpisodeReply reply;
        try
        {
            reply = await HandleStepAsync(slot, command, now).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            reply = Failed(slot, fault);
        }
        finally
        {
            slot.Observed = null;
        }

        observed.Answered(reply);
        Metrics.Stepped(observed.Environment, observed.Operator, reply, Now - now);
        return reply;
    }

    private ValueTask<Decision> ObserveDecisionAsync(StepObservation observed, Episode episode, StepEpisode command, StepRequest request, DateTimeOffset now) => containment.RunAsync(
        episode.Now.View.State,
        token =>
        {
            using var span = observed.Decide();
            var start = Stopwatch.GetTimestamp();
            var decision = episode.Decide(command, request, null, options.InvalidActionLimit, now, token);
            Metrics.Decided(observed.Environment, observed.Operator, start);
            if (decision.Fault is { } fault)
            {
                span?.SetStatus(ActivityStatusCode.Error, OperatorFaults.ReasonOf(fault));
            }

            return decision;
        });

    private async ValueTask<AppendOutcome> ObserveAppendAsync(EpisodeKey key, int expectedIndex, EpisodeEvent added, CancellationToken cancellation, bool hasSpan)
    {
        using var span = hasSpan && Activity.Current is { IsAllDataRequested: true } ? MedusaTelemetry.Spans.StartActivity("medusa.journal.append", ActivityKind.Client) : null;
        var start = Stopwatch.GetTimestamp();
        AppendOutcome? outcome = null;
        try
        {
            outcome = await journal.AppendAsync(key, expectedIndex, added, cancellation).ConfigureAwait(false);
            return outcome.Value;
        }
        catch (Exception fault)
        {
            span?.SetTag(TelemetryTag.Error, fault.GetType().Name).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            span?.SetTag(TelemetryTag.Outcome, outcome?.ToString().ToLowerInvariant());
            Metrics.Appended(outcome, start);
        }
    }
}
