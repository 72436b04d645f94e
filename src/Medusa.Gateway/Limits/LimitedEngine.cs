using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>
/// An engine that refuses what goes over its callers' limits. It stands before the engine and not in the routes, so that every route and every protocol is limited, those
/// to come too. A refused request reaches no episode and is recorded nowhere.
/// </summary>
/// <param name="engine">Where episodes run.</param>
/// <param name="quotas">What callers may use.</param>
/// <param name="starts">Starts what is within the limits.</param>
/// <param name="metrics">Counts refusals.</param>
internal sealed class LimitedEngine(IEpisodeEngine engine, Quotas quotas, LimitedStarts starts, LimitMetrics metrics) : IEpisodeEngine
{
    /// <inheritdoc/>
    public string Name => engine.Name;

    /// <inheritdoc/>
    public string? WhyNotReady => engine.WhyNotReady;

    /// <inheritdoc/>
    public string? WhyNotLive => engine.WhyNotLive;

    /// <inheritdoc/>
    public int LiveEpisodes => engine.LiveEpisodes;

    /// <inheritdoc/>
    public ValueTask<ClusterStatus> StatusAsync(CancellationToken cancellation = default) => engine.StatusAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> CreateAsync(CreateEpisode command, CancellationToken cancellation = default) =>
        quotas.Of(command.Owner, out var allowance) is { } use && allowance.LimitsStarts
            ? starts.CreateAsync(engine, use, allowance, command, cancellation)
            : engine.CreateAsync(command, cancellation);

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> ForkAsync(ForkEpisode command, CancellationToken cancellation = default) =>
        quotas.Of(command.Owner, out var allowance) is { } use && allowance.LimitsStarts
            ? starts.ForkAsync(engine, use, allowance, command, cancellation)
            : engine.ForkAsync(command, cancellation);

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> StepAsync(StepEpisode command, CancellationToken cancellation = default)
    {
        if (quotas.Of(command.Owner, out var allowance) is not { } use)
        {
            return engine.StepAsync(command, cancellation);
        }

        if (allowance.StepsPerSecond > 0 && !command.IsRepeat && use.TakeSteps(1, allowance, out var refusal) == 0)
        {
            metrics.Reached(LimitNames.Steps);
            return ValueTask.FromResult(EpisodeReply.Refused(refusal!));
        }

        var step = engine.StepAsync(command, cancellation);
        return allowance.LimitsStarts ? NotedAsync(use, command.Id, step) : step;
    }

    /// <inheritdoc/>
    public ValueTask StepManyAsync(IReadOnlyList<StepEpisode> commands, EpisodeReply[] replies, CancellationToken cancellation = default) =>
        commands.Count > 0 && quotas.Of(commands[0].Owner, out var allowance) is { } use
            ? StepManyAsync(use, allowance, commands, replies, cancellation)
            : engine.StepManyAsync(commands, replies, cancellation);

    /// <inheritdoc/>
    public async ValueTask<EpisodeReply> CloseAsync(CloseEpisode command, CancellationToken cancellation = default)
    {
        var reply = await engine.CloseAsync(command, cancellation);
        if (quotas.Of(command.Owner, out _) is { } use && (reply.Problem is null || LimitedStarts.HasEnded(reply)))
        {
            use.Ended(command.Id);
        }

        return reply;
    }

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> QueryAsync(QueryEpisode query, CancellationToken cancellation = default) => engine.QueryAsync(query, cancellation);

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> ListAsync(ListEpisodes query, CancellationToken cancellation = default) => engine.ListAsync(query, cancellation);

    /// <inheritdoc/>
    public ValueTask<EpisodeReply> RemoveAsync(RemoveEpisodes command, CancellationToken cancellation = default) => engine.RemoveAsync(command, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<EpisodeNotice> WatchAsync(Owner owner, EpisodeId? id, CancellationToken cancellation) => engine.WatchAsync(owner, id, cancellation);

    /// <inheritdoc/>
    public ValueTask<SessionAttachment> AttachSessionAsync(Owner owner, string session, CancellationToken cancellation = default) => engine.AttachSessionAsync(owner, session, cancellation);

    /// <inheritdoc/>
    public ValueTask<SessionAttachment?> FindSessionAsync(Owner owner, string session, CancellationToken cancellation = default) => engine.FindSessionAsync(owner, session, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => engine.DisposeAsync();

    /// <summary>The first steps of the list as far as the rate allows; the others are refused, so that no step overtakes one before it.</summary>
    private async ValueTask StepManyAsync(OwnerUse use, Allowance allowance, IReadOnlyList<StepEpisode> commands, EpisodeReply[] replies, CancellationToken cancellation)
    {
        Problem? refusal = null;
        var taken = allowance.StepsPerSecond > 0 ? use.TakeSteps(commands.Count, allowance, out refusal) : commands.Count;
        if (taken == commands.Count)
        {
            await engine.StepManyAsync(commands, replies, cancellation);
        }
        else
        {
            metrics.Reached(LimitNames.Steps, commands.Count - taken);
            Array.Fill(replies, EpisodeReply.Refused(refusal!), taken, commands.Count - taken);
            var first = new EpisodeReply[taken];
            if (taken > 0)
            {
                await engine.StepManyAsync([.. commands.Take(taken)], first, cancellation);
            }

            first.CopyTo(replies, 0);
        }

        for (var index = 0; allowance.LimitsStarts && index < taken; index++)
        {
            Note(use, commands[index].Id, replies[index]);
        }
    }

    private static async ValueTask<EpisodeReply> NotedAsync(OwnerUse use, EpisodeId id, ValueTask<EpisodeReply> step)
    {
        var reply = await step;
        Note(use, id, reply);
        return reply;
    }

    private static void Note(OwnerUse use, EpisodeId id, EpisodeReply reply)
    {
        if (reply.Done || reply.Echo || LimitedStarts.HasEnded(reply))
        {
            use.Ended(id);
        }
        else if (reply.Problem is null && !reply.Replayed)
        {
            use.Runs(id, 0);
        }
    }
}
