using System.Diagnostics;

namespace Medusa.Episodes;

/// <summary>What is observed of one step while it runs: its span, and what its measurements are about. Made only where somebody listens.</summary>
internal sealed class StepObservation : IDisposable
{
    /// <summary>What a step is about whose episode could not be read.</summary>
    public const string None = "none";

    /// <summary>The operator of an action that names none.</summary>
    private const string Invalid = "invalid";

    private readonly Activity? span;

    /// <param name="command">The step.</param>
    /// <param name="caller">The span that asks for it; the current one where there is none.</param>
    public StepObservation(StepEpisode command, ActivityContext caller)
    {
        span = MedusaTelemetry.Spans.StartActivity("medusa.step", ActivityKind.Internal, caller);
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag(TelemetryTag.Episode, command.Id.Value);
        }
    }

    /// <summary>The environment's name.</summary>
    public string Environment { get; private set; } = None;

    /// <summary>The operator's name.</summary>
    public string Operator { get; private set; } = None;

    /// <summary>The operator's name of a step that was read.</summary>
    public static string OperatorOf(in StepRequest request) => request.Action?.Operator.Name switch
    {
        null or InvalidAction.OperatorName => Invalid,
        var name => name,
    };

    /// <summary>Notes which episode the step is about.</summary>
    public void Found(Episode episode) => Environment = episode.Environment.Definition.Name;

    /// <summary>Notes what the step asks for.</summary>
    public void Read(in StepRequest request) => Operator = OperatorOf(request);

    /// <summary>Begins the span of plugin code, on the worker that runs it.</summary>
    public Activity? Decide()
    {
        // On a worker's own thread nothing is current, so that without a parent it would begin a trace of its own.
        var decide = span is { IsAllDataRequested: true } ? MedusaTelemetry.Spans.StartActivity("medusa.decide", ActivityKind.Internal, span.Context) : null;
        decide?.SetTag(TelemetryTag.Environment, Environment).SetTag(TelemetryTag.Operator, Operator);
        return decide;
    }

    /// <summary>Notes the answer.</summary>
    public void Answered(EpisodeReply reply)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        span.SetTag(TelemetryTag.Environment, Environment).SetTag(TelemetryTag.Operator, Operator);
        if (reply.Problem is not { } problem)
        {
            span.SetTag(TelemetryTag.Step, reply.Step);
            return;
        }

        span.SetTag(TelemetryTag.Error, problem.Code);
        if (problem.Status >= 500 || problem.Code == ProblemCode.OperatorFault)
        {
            span.SetStatus(ActivityStatusCode.Error, problem.Code);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => span?.Dispose();
}
