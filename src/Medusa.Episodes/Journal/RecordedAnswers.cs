using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>
/// What a node answers about an episode whose plugin it lacks: what the journal holds, and for the rest that the plugin is unavailable. Nothing here writes.
/// </summary>
internal static class RecordedAnswers
{
    /// <summary>
    /// The recorded answer where a step repeats one that was taken. Without the plugin an action cannot be brought into its canonical form: a repeat is recognised where
    /// it says all that the recorded action does, fields that are empty there excepted. Whether another action was meant, a node with the plugin says.
    /// </summary>
    /// <param name="journal">The journal.</param>
    /// <param name="key">The episode.</param>
    /// <param name="command">The step.</param>
    /// <param name="absent">Why the episode cannot be loaded.</param>
    public static async ValueTask<EpisodeReply> OfStepAsync(IEpisodeJournal journal, EpisodeKey key, StepEpisode command, Problem absent)
    {
        if (absent.Code != ProblemCode.PluginUnavailable || (command.RequestId is null && command.Step is null) || ActionReader.Canonical(command.Action) is not { } sent)
        {
            return EpisodeReply.Refused(absent);
        }

        var recorded = command.RequestId is { } id && (await journal.ReadAsync(key, withReplies: false).ConfigureAwait(false)).OfType<StepTaken>().FirstOrDefault(step => step.RequestId == id) is { } named
            ? await journal.ReadStepAsync(key, named.Index).ConfigureAwait(false)
            : command.Step is { } number and > 0 and <= int.MaxValue ? await journal.ReadStepAsync(key, (int)number).ConfigureAwait(false) : null;
        return recorded is not null && (command.Step is null || command.Step == recorded.Index) && IsSame(sent, recorded.Action)
            ? Episode.ReplyOf(recorded, replayed: true)
            : EpisodeReply.Refused(absent);
    }

    /// <summary>The trajectory as it was recorded, without a grade: only the plugin can give one.</summary>
    /// <param name="histories">Reads the journal.</param>
    /// <param name="key">The episode.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="absent">Why the episode cannot be loaded.</param>
    public static async ValueTask<EpisodeReply> OfQueryAsync(EpisodeHistories histories, EpisodeKey key, QueryEpisode query, Problem absent)
    {
        if (absent.Code != ProblemCode.PluginUnavailable || query.Kind != EpisodeQueryKind.Trajectory
            || await histories.ReadAsync(key, withReplies: true).ConfigureAwait(false) is not { } history)
        {
            return EpisodeReply.Refused(absent);
        }

        var json = new JsonBuffer();
        Trajectory.WriteRecorded(history, json);
        return new EpisodeReply { Body = json.WrittenSpan.ToArray(), Step = history.Head.Step, Done = history.Head.Status != EpisodeStatus.Running };
    }

    private static bool IsSame(ReadOnlyMemory<byte> sent, ReadOnlyMemory<byte> recorded)
    {
        using var left = System.Text.Json.JsonDocument.Parse(sent);
        using var right = System.Text.Json.JsonDocument.Parse(recorded);
        return JsonValue.Read(left.RootElement, out var asked) is null && JsonValue.Read(right.RootElement, out var taken) is null && IsSame(asked, taken);
    }

    private static bool IsSame(Value asked, Value taken)
    {
        if (asked.Kind != Operators.Abstractions.ValueKind.Record || taken.Kind != Operators.Abstractions.ValueKind.Record)
        {
            return CanonicalJson.Text(asked) == CanonicalJson.Text(taken);
        }

        var (left, right) = (asked.AsRecord, taken.AsRecord);
        return left.Shape.Names.All(name => right.Shape.Names.Contains(name) && IsSame(left[name], right[name]))
            && right.Shape.Names.All(name => left.Shape.Names.Contains(name) || IsEmpty(right[name]));
    }

    private static bool IsEmpty(Value value) => value.IsNull || (value.Kind == Operators.Abstractions.ValueKind.Record && value.AsRecord.Count == 0);
}
