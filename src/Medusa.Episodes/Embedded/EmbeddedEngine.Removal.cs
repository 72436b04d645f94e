using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <content>Removing episodes for good, when they are told to go or when their time is over.</content>
public sealed partial class EmbeddedEngine
{
    /// <inheritdoc/>
    public ValueTask<EpisodeReply> RemoveAsync(RemoveEpisodes command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return isStopped ? ValueTask.FromResult(Stopped()) : FromJournalAsync(RemoveAllAsync(command, cancellation), "*");
    }

    private async ValueTask<EpisodeReply> RemoveAllAsync(RemoveEpisodes command, CancellationToken cancellation)
    {
        var before = command.OlderThan is { } age ? time.GetUtcNow() - age : DateTimeOffset.MaxValue;
        var removed = 0;
        while (await journal.RemoveAsync(command.Owner, command.Statuses, before, cancellation).ConfigureAwait(false) is { Count: > 0 } some)
        {
            DropRemoved(some);
            removed += some.Count;
        }

        var json = new JsonBuffer();
        json.StartObject();
        json.Name("removed"u8);
        json.Integer(removed);
        json.EndObject();
        return new EpisodeReply { Body = json.WrittenSpan.ToArray() };
    }

    /// <summary>Takes episodes from memory that the journal has no more.</summary>
    private void DropRemoved(IReadOnlyCollection<EpisodeKey> removed)
    {
        foreach (var key in removed)
        {
            if (cells.TryGetValue(key, out var cell) && cell.TryRetire(long.MaxValue))
            {
                Forget(cell);
            }
        }
    }
}
