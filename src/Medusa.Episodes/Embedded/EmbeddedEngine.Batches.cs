namespace Medusa.Episodes;

/// <content>Many steps in one call.</content>
public sealed partial class EmbeddedEngine
{
    /// <inheritdoc/>
    public async ValueTask StepManyAsync(IReadOnlyList<StepEpisode> commands, EpisodeReply[] replies, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(commands);
        ArgumentNullException.ThrowIfNull(replies);
        ArgumentOutOfRangeException.ThrowIfNotEqual(replies.Length, commands.Count);
        var pending = new ValueTask<EpisodeReply>[commands.Count];
        for (var index = 0; index < pending.Length; index++)
        {
            // A mailbox keeps the order of what is put into it, so steps of one episode stay in the list's order.
            pending[index] = StepAsync(commands[index], cancellation);
        }

        for (var index = 0; index < pending.Length; index++)
        {
            replies[index] = await pending[index].ConfigureAwait(false);
        }
    }
}
