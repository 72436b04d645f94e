using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Answers queries. What the journal alone can tell is answered from it, without the episode's mailbox and without its plugin.</summary>
internal sealed class EpisodeQueries(IEpisodeJournal journal, EpisodeHistories histories, EpisodeStarter starter, EpisodeLoader loader, Containment containment, EpisodesOptions options)
{
    private const int MaxListed = 1_000;
    private readonly EpisodeVerifier verifier = new(loader, starter, containment);

    /// <summary>Whether the journal tells all that a query asks for.</summary>
    public static bool NeedsJournalOnly(QueryEpisode query) => query.Kind is EpisodeQueryKind.Summary or EpisodeQueryKind.Log or EpisodeQueryKind.Verify or EpisodeQueryKind.Observation;

    /// <summary>Answers from the journal.</summary>
    public async ValueTask<EpisodeReply> AnswerFromJournalAsync(EpisodeKey key, QueryEpisode query, CancellationToken cancellation)
    {
        if (await histories.ReadAsync(key, withReplies: query.Kind != EpisodeQueryKind.Summary, cancellation).ConfigureAwait(false) is not { } history)
        {
            return EpisodeReply.Refused(await loader.AbsentAsync(key).ConfigureAwait(false));
        }

        var head = history.Head;
        var json = new JsonBuffer();
        switch (query.Kind)
        {
            case EpisodeQueryKind.Verify:
                if (await verifier.WriteAsync(history, json).ConfigureAwait(false) is { } problem)
                {
                    return EpisodeReply.Refused(problem);
                }

                break;
            case EpisodeQueryKind.Observation:
                var last = history.Own.OfType<StepTaken>().LastOrDefault()?.Reply ?? history.Started.Reply;
                return new EpisodeReply { Body = last, TailOffset = ReplyCopy.TailOf(last.Span), Step = head.Step, Done = head.Status != EpisodeStatus.Running };
            case EpisodeQueryKind.Log:
                GovernanceLog.Write(head, history.Steps, query.AsLines, json);
                break;
            default:
                EpisodeSummary.Write(head, options.Node, json);
                break;
        }

        return Reply(json, head.Step, head.Status != EpisodeStatus.Running);
    }

    /// <summary>Answers from a loaded episode.</summary>
    public async ValueTask<EpisodeReply> AnswerAsync(Episode episode, QueryEpisode query)
    {
        if (query.At is { } asked && (asked < 0 || asked > episode.Step))
        {
            return Invalid("at", $"Input should be a step from 0 to {episode.Step}", asked);
        }

        var now = episode.Now.View;
        var at = query.At ?? now.Step;
        if (episode.DivergedAt is { } diverged && at >= diverged && query.Kind != EpisodeQueryKind.Trajectory)
        {
            return EpisodeReply.Refused(Episode.Diverged(diverged));
        }

        var key = new EpisodeKey(episode.Started.Owner, episode.Started.Id);
        var isPast = query.At is not null && (at != now.Step || episode.DivergedAt is not null);
        var history = isPast || query.Kind == EpisodeQueryKind.Trajectory
            ? await histories.ReadAsync(key, withReplies: query.Kind == EpisodeQueryKind.Trajectory).ConfigureAwait(false)
            : null;
        try
        {
            return await containment.RunAsync(now.State, token => Answer(episode, isPast ? loader.MomentAt(episode, at, history!, token).View : now, query, history), refolds: isPast).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not WorkersLostException)
        {
            return EpisodeReply.Refused(ProblemOf(episode, key, fault));
        }
    }

    /// <summary>The moment after one of an episode's earlier steps, or why it cannot be folded again.</summary>
    public async ValueTask<(Moment? Moment, Problem? Problem)> MomentAsync(Episode episode, int at)
    {
        var key = new EpisodeKey(episode.Started.Owner, episode.Started.Id);
        var history = await histories.ReadAsync(key, withReplies: false).ConfigureAwait(false) ?? throw new JournalDamageException(0);
        try
        {
            return (await containment.RunAsync(episode.Now.View.State, token => loader.MomentAt(episode, at, history, token), refolds: true).ConfigureAwait(false), null);
        }
        catch (Exception fault) when (fault is not WorkersLostException)
        {
            return (null, ProblemOf(episode, key, fault));
        }
    }

    private Problem ProblemOf(Episode episode, EpisodeKey key, Exception fault)
    {
        switch (fault)
        {
            case ReplayDivergedException diverged:
                return Episode.Diverged(diverged.Step);
            case ContractException refused:
                return new Problem(refused.Code, refused.Message);
            default:
                containment.Note(episode.Environment.Loaded, key, fault);
                return OperatorFaults.OfQuery(episode.Environment.Loaded, fault);
        }
    }

    private EpisodeReply Answer(Episode episode, EpisodeView view, QueryEpisode query, EpisodeHistory? history)
    {
        var json = new JsonBuffer();
        var problem = query.Kind switch
        {
            EpisodeQueryKind.State => StateView.Write(episode.Environment.Definition, view, json),
            EpisodeQueryKind.Tables => TablePages.WriteNames(view.State, InspectorFor(episode, query), json),
            EpisodeQueryKind.TableRows => TablePages.WriteRows(view.State, query, options.MaxPageRows, InspectorFor(episode, query), json),
            EpisodeQueryKind.Grade => GradeView.Write(episode, view, query, starter, json),
            EpisodeQueryKind.Trajectory => Trajectory.Write(episode, history!, starter, json),
            _ => new Problem(ProblemCode.InvalidRequest, $"Nothing is known of the query '{query.Kind}'."),
        };
        return problem is null ? Reply(json, view.Step, view.Status != EpisodeStatus.Running) : EpisodeReply.Refused(problem);
    }

    private static TableInspection? InspectorFor(Episode episode, QueryEpisode query) =>
        query.WithMarks ? new TableInspection(episode.Environment.Definition.Inspector) : null;

    /// <summary>Answers a list query.</summary>
    public async ValueTask<EpisodeReply> ListAsync(ListEpisodes query, CancellationToken cancellation)
    {
        if (query.Limit is < 1 or > MaxListed)
        {
            return Invalid("limit", $"Input should be 1 to {MaxListed}", query.Limit);
        }

        var json = new JsonBuffer();
        json.StartObject();
        json.Name("episodes"u8);
        json.StartList();
        var written = 0;
        string? next = null;
        string? last = null;
        await foreach (var head in journal.ListAsync(query.Owner, query.After, cancellation).ConfigureAwait(false))
        {
            if (!Matches(query, head))
            {
                continue;
            }

            if (written == query.Limit)
            {
                next = last;
                break;
            }

            EpisodeSummary.Write(head, options.Node, json);
            last = head.Key.Id.Value;
            written++;
        }

        json.EndList();
        json.Name("next"u8);
        json.Text(next);
        json.EndObject();
        return Reply(json, 0, done: false);
    }

    private static bool Matches(ListEpisodes query, EpisodeHead head)
    {
        var started = head.Started;
        return (query.Environment is null || string.Equals(query.Environment, started.Environment, StringComparison.OrdinalIgnoreCase))
            && (query.Status is null || query.Status == head.StatusText)
            && (query.Group is null || head.Key.Id.Root.SequenceEqual(query.Group))
            && (query.Label is not { } label || label == started.Label || HasLabel(started.Labels, label));
    }

    private static bool HasLabel(Record labels, string label) =>
        label.IndexOf(':', StringComparison.Ordinal) is var colon and > 0
        && labels[label[..colon]] is { Kind: Operators.Abstractions.ValueKind.Text } value
        && value.AsText == label[(colon + 1)..];

    private static EpisodeReply Reply(JsonBuffer json, int step, bool done) => new() { Body = json.WrittenSpan.ToArray(), Step = step, Done = done };

    internal static EpisodeReply Invalid(string field, string message, Value sent) => EpisodeReply.Refused(InvalidProblem(field, message, sent));

    internal static Problem InvalidProblem(string field, string message, Value sent) =>
        Problem.Of(new FieldError([field], "value_error", message, CanonicalJson.Text(sent)));
}
