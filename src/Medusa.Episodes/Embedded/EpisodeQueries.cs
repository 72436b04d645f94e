using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Answers queries. What the journal alone can tell is answered from it, without the episode's mailbox and without its plugin.</summary>
internal sealed class EpisodeQueries(IEpisodeJournal journal, EpisodeStarter starter, EpisodeLoader loader, Containment containment, EpisodesOptions options)
{
    private const int MaxListed = 1_000;

    /// <summary>Whether the journal tells all that a query asks for.</summary>
    public static bool NeedsJournalOnly(QueryEpisode query) => query.Kind is EpisodeQueryKind.Summary or EpisodeQueryKind.Log;

    /// <summary>Answers from the journal.</summary>
    public async ValueTask<EpisodeReply> AnswerFromJournalAsync(EpisodeKey key, QueryEpisode query, CancellationToken cancellation)
    {
        var events = await journal.ReadAsync(key, cancellation).ConfigureAwait(false);
        if (EpisodeHead.Of(key, events) is not { } head)
        {
            return EpisodeReply.Refused(await loader.AbsentAsync(key).ConfigureAwait(false));
        }

        var json = new JsonBuffer();
        if (query.Kind == EpisodeQueryKind.Log)
        {
            GovernanceLog.Write(head, events, query.AsLines, json);
        }
        else
        {
            EpisodeSummary.Write(head, options.Node, json);
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
        var events = isPast || query.Kind == EpisodeQueryKind.Trajectory ? await journal.ReadAsync(key).ConfigureAwait(false) : [];
        try
        {
            return await containment.RunAsync(now.State, token => Answer(episode, isPast ? loader.MomentAt(episode, at, events, token).View : now, query, events), refolds: isPast).ConfigureAwait(false);
        }
        catch (ContractException refused)
        {
            return EpisodeReply.Refused(refused.Code, refused.Message);
        }
        catch (Exception fault) when (fault is not WorkersLostException)
        {
            containment.Note(episode.Environment.Loaded, key, fault);
            return EpisodeReply.Refused(OperatorFaults.OfQuery(episode.Environment.Loaded, fault));
        }
    }

    private EpisodeReply Answer(Episode episode, EpisodeView view, QueryEpisode query, IReadOnlyList<EpisodeEvent> events)
    {
        var json = new JsonBuffer();
        var problem = query.Kind switch
        {
            EpisodeQueryKind.State => StateView.Write(episode.Environment.Definition, view, json),
            EpisodeQueryKind.Tables => TablePages.WriteNames(view.State, json),
            EpisodeQueryKind.TableRows => TablePages.WriteRows(view.State, query, options.MaxPageRows, json),
            EpisodeQueryKind.Grade => GradeView.Write(episode, view, query, starter, json),
            EpisodeQueryKind.Trajectory => Trajectory.Write(episode, events, starter, json),
            _ => new Problem(ProblemCode.InvalidRequest, $"Nothing is known of the query '{query.Kind}'."),
        };
        return problem is null ? Reply(json, view.Step, view.Status != EpisodeStatus.Running) : EpisodeReply.Refused(problem);
    }

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
        new(ProblemCode.InvalidRequest, $"Correct '{field}': {message}.") { Errors = [new FieldError([field], "value_error", message, CanonicalJson.Text(sent))] };
}
