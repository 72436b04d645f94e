using System.Collections.Immutable;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>
/// One episode: decides what a request means and folds events. Knows no clock, no journal and no mailbox; whoever holds it journals an event before
/// applying it, and calls it from one thread at a time.
/// </summary>
internal sealed class Episode
{
    private Dictionary<string, int>? requests;
    private const int FaultLimit = 3;
    private int invalidInRow;
    private readonly EpisodeState beginning;
    private int faultsInRow;

    public Episode(EpisodeStarted started, PreparedEnvironment environment, Moment now)
    {
        Started = started;
        Environment = environment;
        Now = now;
        AfterSteps = now;
        BeginsAt = now.View.Step;
        beginning = now.View.State;
        EventCount = 1;
    }

    public EpisodeStarted Started { get; private set; }

    /// <summary>The step that the episode began after: 0, or for a fork where it was forked.</summary>
    public int BeginsAt { get; }

    /// <summary>The moment after the latest step, whatever cut the episode off since. A fork copies this.</summary>
    public Moment AfterSteps { get; private set; }

    public PreparedEnvironment Environment { get; }

    public Moment Now { get; private set; }

    /// <summary>How many events the journal holds of the episode: the index that the next one gets.</summary>
    public int EventCount { get; private set; }

    /// <summary>The latest step with its answer, kept because a retry nearly always asks for it; null before the first, and after a refold.</summary>
    public StepTaken? Last { get; private set; }

    /// <summary>Why the caller closed the episode, or null.</summary>
    public string? ClosedReason { get; private set; }

    /// <summary>The step from which a refold differed from the record, which makes the episode read-only; null where it did not.</summary>
    public int? DivergedAt { get; private set; }

    public int Step => Now.View.Step;

    /// <summary>How many table rows the state holds beside those of the scenario.</summary>
    public long OwnRows => ResultLimits.OwnRowsOf(Now.View.State, beginning);

    /// <summary>The recorded step that a request may be a repeat of, or 0.</summary>
    public int RecordedStepFor(in StepRequest request)
    {
        if (request.RequestId is { } id && requests is not null && requests.TryGetValue(id, out var step))
        {
            return step;
        }

        return request.Step is { } asked && asked <= Step && asked > BeginsAt ? (int)asked : 0;
    }

    /// <summary>Lets go of the first answer once the journal holds it.</summary>
    public void ForgetFirstReply() => Started = Started with { Reply = default };

    /// <summary>Decides a step.</summary>
    /// <param name="command">The command.</param>
    /// <param name="request">The command after reading.</param>
    /// <param name="recorded">The step that <see cref="RecordedStepFor"/> named, or null.</param>
    /// <param name="invalidLimit">How many invalid actions in a row end the episode.</param>
    /// <param name="now">The wall clock, for the log.</param>
    /// <param name="cancellation">Cancelled once the step is over its time.</param>
    public Decision Decide(StepEpisode command, in StepRequest request, StepTaken? recorded, int invalidLimit, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var action = request.Action;
        if (action is null)
        {
            if (Started.OnInvalidAction == InvalidActionMode.Error || ActionReader.Canonical(command.Action) is not { } sent)
            {
                return RefuseInvalid(InvalidProblem(request.Errors), invalidLimit, now);
            }

            action = new ParsedAction(Invalid(request.Errors), Record.Empty, sent);
        }

        if (recorded is not null)
        {
            return DecideRepeat(request, action, recorded);
        }

        if (request.Step is { } asked && asked != Step + 1)
        {
            return Decision.Refuse(Conflict(ProblemCode.StepConflict, $"Step {asked} cannot be taken now: send step {Step + 1}, or an earlier step unchanged."));
        }

        if (RefusalToRun(command) is { } refusal)
        {
            return Decision.Answer(refusal);
        }

        try
        {
            var step = Take(Now, action, request.RequestId, now, out var after, cancellation);
            return Decision.Journal(step, after, ReplyOf(step, replayed: false));
        }
        catch (ContractException refused) when (Started.OnInvalidAction == InvalidActionMode.Error)
        {
            return RefuseInvalid(new Problem(refused.Code, refused.Message), invalidLimit, now);
        }
        catch (Exception fault)
        {
            return Decision.Faulted(OperatorFaults.OfStep(Environment.Loaded, action.Operator, fault, Step + 1), fault);
        }
    }

    /// <summary>Decides what a fault of plugin code costs: that step, and from the third in a row on the episode.</summary>
    /// <param name="problem">What the caller is told.</param>
    /// <param name="fault">What happened.</param>
    /// <param name="now">The wall clock, for the log.</param>
    public Decision DecideFault(Problem problem, Exception fault, DateTimeOffset now)
    {
        if (!Now.IsRunning || ClosedReason is not null || ++faultsInRow < FaultLimit)
        {
            return Decision.Faulted(problem, fault);
        }

        var ended = problem with
        {
            Detail = $"{problem.Detail} This was fault number {FaultLimit} in a row, which ended the episode.",
            Extensions = Record.Of(
            [
                .. problem.Extensions.Shape.Names.Where(name => name != "expected_step").Select(name => (name, problem.Extensions[name])),
                ("done", true), ("truncated", true), ("end_reason", EpisodeClosed.OperatorFaults),
            ]),
        };
        return Decision.Journal(
            new EpisodeClosed { Reason = EpisodeClosed.OperatorFaults, WallTime = now }, Now.Truncated(EpisodeClosed.OperatorFaults), EpisodeReply.Refused(ended), fault);
    }

    /// <summary>Decides to close the episode; closing a closed one journals nothing, and one that has ended does not expire.</summary>
    public Decision Decide(CloseEpisode command, DateTimeOffset now)
    {
        var reply = new EpisodeReply { Step = Step, Done = !Now.IsRunning };
        return ClosedReason is not null || (command.Reason == EpisodeClosed.Expired && !Now.IsRunning)
            ? Decision.Answer(reply)
            : Decision.Journal(new EpisodeClosed { Reason = command.Reason, WallTime = now }, Now, reply);
    }

    /// <summary>Folds an event that is in the journal.</summary>
    /// <param name="journaled">The event.</param>
    /// <param name="after">The moment that the decision, or a refold, came to.</param>
    public void Apply(EpisodeEvent journaled, Moment after)
    {
        EventCount++;
        switch (journaled)
        {
            case StepTaken step:
                Now = after;
                AfterSteps = after;
                Last = step.Reply.IsEmpty ? null : step;
                invalidInRow = 0;
                faultsInRow = 0;
                if (step.RequestId is { } id)
                {
                    (requests ??= new(StringComparer.Ordinal))[id] = step.Index;
                }

                break;
            case EpisodeClosed { IsTruncation: true }:
                Now = after;
                break;
            case EpisodeClosed closed:
                ClosedReason = closed.Reason;
                break;
            default:
                throw new NotSupportedException($"An episode in progress cannot fold {journaled.GetType().Name}.");
        }
    }

    /// <summary>Marks the episode read-only because a refold differed from the record.</summary>
    public void Diverge(int step) => DivergedAt = step;

    /// <summary>Takes a recorded action again.</summary>
    /// <param name="before">The moment before it.</param>
    /// <param name="step">The recorded step.</param>
    /// <param name="cancellation">Cancelled once refolding is over its time.</param>
    /// <returns>The moment after it.</returns>
    public Moment Refold(Moment before, StepTaken step, CancellationToken cancellation)
    {
        Span<double> terms = stackalloc double[Environment.Definition.Rewards.Length];
        return Advance(before, Recorded(step), terms, out _, out _, cancellation);
    }

    /// <summary>Takes a recorded action again, answer and all, to be compared with the record.</summary>
    /// <param name="before">The moment before it.</param>
    /// <param name="recorded">The recorded step.</param>
    /// <param name="after">The moment after it.</param>
    /// <param name="cancellation">Cancelled once refolding is over its time.</param>
    public StepTaken Retake(Moment before, StepTaken recorded, out Moment after, CancellationToken cancellation) =>
        Take(before, Recorded(recorded), recorded.RequestId, recorded.WallTime, out after, cancellation);

    private ParsedAction Recorded(StepTaken step)
    {
        if (Environment.Actions.Recorded(step.Action.Span) is { } plain)
        {
            return plain;
        }

        using var document = JsonDocument.Parse(step.Action, new JsonDocumentOptions { MaxDepth = JsonValue.MaxDepth * 2 });
        return Environment.Actions.Read(document.RootElement, out _, out var errors) ?? new ParsedAction(Invalid(errors), Record.Empty, step.Action);
    }

    private StepTaken Take(Moment before, ParsedAction action, string? requestId, DateTimeOffset now, out Moment after, CancellationToken cancellation)
    {
        Span<double> terms = stackalloc double[Environment.Definition.Rewards.Length];
        after = Advance(before, action, terms, out var result, out var reward, cancellation);
        var view = after.View;
        Environment.Limits.Check(view.State);
        var (body, tail) = Environment.Encoder.Step(Started.Id, view, result, reward, terms, Started.Durability);
        Environment.Limits.Check(body);
        return new StepTaken
        {
            Index = view.Step,
            Action = action.Canonical,
            RequestId = requestId,
            Reward = reward,
            Breakdown = BreakdownOf(terms),
            CumulativeReward = view.CumulativeReward,
            Status = view.Status,
            EndReason = view.EndReason,
            Metrics = result.Metrics,
            StateDigest = new StateDigest(view.State.Digest),
            Reply = body,
            TailOffset = tail,
            WallTime = now,
        };
    }

    private Moment Advance(Moment before, ParsedAction action, Span<double> terms, out OperatorResult result, out double reward, CancellationToken cancellation)
    {
        try
        {
            return EpisodeFold.Advance(Environment.Definition, before, action.Operator, action.Arguments, terms, out result, out reward, cancellation);
        }
        catch (ContractException refused) when (Started.OnInvalidAction == InvalidActionMode.Step)
        {
            return EpisodeFold.Advance(Environment.Definition, before, new InvalidAction(refused.Message, Environment.Actions.ValidActions), Record.Empty, terms, out result, out reward);
        }
    }

    private Decision DecideRepeat(in StepRequest request, ParsedAction action, StepTaken recorded)
    {
        var isSame = action.Canonical.Span.SequenceEqual(recorded.Action.Span);
        if (request.RequestId is { } id && recorded.RequestId == id)
        {
            return isSame && (request.Step is null || request.Step == recorded.Index)
                ? Decision.Answer(ReplyOf(recorded, replayed: true))
                : Decision.Refuse(new Problem(ProblemCode.RequestConflict, $"Request id '{id}' was used for another request, step {recorded.Index}: take a new id, or repeat that request unchanged.")
                {
                    Extensions = Record.Of(("recorded_step", recorded.Index)),
                });
        }

        return isSame
            ? Decision.Answer(ReplyOf(recorded, replayed: true))
            : Decision.Refuse(Conflict(ProblemCode.StepConflict, $"Step {recorded.Index} was taken with another action: repeat it unchanged, or read the episode and take the next step."));
    }

    private EpisodeReply? RefusalToRun(StepEpisode command)
    {
        if (ClosedReason == EpisodeClosed.Expired)
        {
            return EpisodeReply.Refused(ProblemCode.EpisodeExpired, "The episode was left alone past its deadline or idle time-out: create another one.");
        }

        if (ClosedReason is not null)
        {
            return EpisodeReply.Refused(Conflict(ProblemCode.EpisodeClosed, $"The episode was closed ({ClosedReason}): create another one."));
        }

        if (DivergedAt is { } step)
        {
            return EpisodeReply.Refused(Diverged(step));
        }

        if (Now.IsRunning)
        {
            return null;
        }

        if (!command.EchoAfterEnd || Environment.Definition.StepsAfterEnd != StepsAfterEnd.Echo)
        {
            return EpisodeReply.Refused(Conflict(ProblemCode.EpisodeDone, $"The episode has ended ({Now.View.EndReason}): create another one."));
        }

        var (body, tail) = Environment.Encoder.Echo(Started.Id, Now.View, Started.Durability);
        return new EpisodeReply { Body = body, TailOffset = tail, Echo = true, Step = Step, Done = true };
    }

    private Decision RefuseInvalid(Problem problem, int limit, DateTimeOffset now)
    {
        if (!Now.IsRunning || ClosedReason is not null || Started.OnInvalidAction != InvalidActionMode.Error || ++invalidInRow < limit)
        {
            return Decision.Refuse(problem);
        }

        var ended = problem with
        {
            Detail = $"{problem.Detail} This was invalid action number {limit} in a row, which ended the episode.",
            Extensions = Record.Of(("done", true), ("truncated", true), ("end_reason", EpisodeClosed.InvalidActions)),
        };
        return Decision.Journal(
            new EpisodeClosed { Reason = EpisodeClosed.InvalidActions, WallTime = now }, Now.Truncated(EpisodeClosed.InvalidActions), EpisodeReply.Refused(ended));
    }

    private InvalidAction Invalid(ImmutableArray<FieldError> errors) =>
        new(errors.IsEmpty ? "it is none" : $"{errors[0].DottedPath}: {errors[0].Message}".TrimStart(':', ' '), Environment.Actions.ValidActions);

    private static Problem InvalidProblem(ImmutableArray<FieldError> errors) => new(
        ProblemCode.InvalidAction,
        errors.IsEmpty ? "Send a valid action." : $"Correct the action: {$"{errors[0].DottedPath}: ".TrimStart(':', ' ')}{errors[0].Message}.")
    {
        Errors = errors,
    };

    private Problem Conflict(string code, string detail) => new(code, detail) { Extensions = Record.Of(("expected_step", Step + 1)) };

    internal static Problem Diverged(int step) => new(
        ProblemCode.ReplayDiverged, $"Folding the journal again differs from the record at step {step}: the episode can be read and not continued.")
    {
        Extensions = Record.Of(("first_divergence", step)),
    };

    internal static Problem Damaged(JournalDamageException damage) => new(
        ProblemCode.ReplayDiverged, $"{damage.Message} It cannot be continued; restore it from a backup, or create another one.")
    {
        Extensions = Record.Of(("damaged_event", damage.Index)),
    };

    internal static EpisodeReply ReplyOf(StepTaken step, bool replayed) => new()
    {
        Body = step.Reply,
        TailOffset = step.TailOffset,
        Step = step.Index,
        Done = step.Done,
        Replayed = replayed,
    };

    private ImmutableArray<RewardTerm> BreakdownOf(ReadOnlySpan<double> terms)
    {
        var count = terms.Length - terms.Count(0.0);
        var breakdown = new RewardTerm[count];
        for (int index = 0, at = 0; index < terms.Length; index++)
        {
            if (terms[index] != 0)
            {
                breakdown[at++] = new RewardTerm(Environment.Definition.Rewards[index].Name, terms[index]);
            }
        }

        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(breakdown);
    }
}
