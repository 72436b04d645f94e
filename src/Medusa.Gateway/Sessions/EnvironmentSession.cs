using System.Runtime.CompilerServices;
using System.Text.Json;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>
/// One client's use of an environment: the current episode, replaced by each reset. Numbers the steps it sends, so that a step whose answer is late is repeated
/// without being taken twice. One request at a time. It keeps no plugin in memory: the environment of a running episode is the engine's to keep.
/// </summary>
/// <param name="environments">The environments.</param>
/// <param name="name">The environment's name.</param>
/// <param name="initial">Answers before the first reset.</param>
/// <param name="owner">Whose the episodes are.</param>
/// <param name="steps">Takes the steps.</param>
/// <param name="resets">Starts the episodes.</param>
/// <param name="engine">Where the episodes run.</param>
internal sealed class EnvironmentSession(EnvironmentLookup environments, string name, InitialEpisode initial, Owner owner, StepSender steps, EpisodeResets resets, IEpisodeEngine engine)
{
    private readonly WeakReference<LoadedEnvironment?> used = new(null);
    private EpisodeId? episode;
    private string? id;
    private long taken;
    private bool isHeadUnknown;

    /// <summary>The session's id, a secret.</summary>
    public string Id => id ??= EpisodeId.New().Value;

    /// <summary>The environment's name.</summary>
    public string Name => name;

    /// <summary>The environment: the episode's own version while one is in memory, else the current one; null where there is neither.</summary>
    public LoadedEnvironment? Environment => episode is not null && used.TryGetTarget(out var own) ? own : environments.Catalogue.Find(name);

    /// <summary>The current episode, or null before the first reset.</summary>
    public EpisodeId? Episode => episode;

    /// <summary>Starts another episode and closes the one before. A refusal leaves the session as it was.</summary>
    /// <param name="data">The arguments: an object, or undefined.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<EpisodeReply> ResetAsync(JsonElement data)
    {
        if (environments.Catalogue.Find(name) is not { } environment)
        {
            return EpisodeReply.Refused(EnvironmentLookup.Gone(name));
        }

        var request = ResetArguments.Read(owner, environment.Definition, data, out var problem);
        if (problem is not null)
        {
            return EpisodeReply.Refused(problem);
        }

        var reply = await resets.StartAsync(request);
        if (reply.Problem is not null)
        {
            return reply;
        }

        var former = episode;
        (episode, taken, isHeadUnknown) = (reply.Episode ?? request.Start.Id, reply.Step, reply.Replayed);
        used.SetTarget(environment);
        if (former is { } ended && ended != episode)
        {
            await engine.CloseAsync(new CloseEpisode(owner, ended, "reset"));
        }

        return reply;
    }

    /// <summary>Takes the next step, or the one that the action's metadata names.</summary>
    /// <param name="action">The action as sent, an object. It is read until the task is done, and after <c>outcome_unknown</c> maybe longer.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<EpisodeReply> StepAsync(JsonElement action)
    {
        if (episode is not { } current)
        {
            return await initial.StepAsync(Environment, name, action);
        }

        if (isHeadUnknown && await FindHeadAsync(current) is { } problem)
        {
            return EpisodeReply.Refused(problem);
        }

        var reply = await steps.SendAsync(new StepEpisode(owner, current, action) { Step = NamesItself(action) ? null : taken + 1, EchoAfterEnd = true });
        if (reply.Problem is null)
        {
            taken = Math.Max(taken, reply.Step);
        }
        else if (reply.Problem.Code is ProblemCode.OutcomeUnknown or ProblemCode.StepConflict)
        {
            isHeadUnknown = true;
        }

        return reply;
    }

    /// <summary>The environment's state.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<EpisodeReply> StateAsync() => episode is { } current
        ? await engine.QueryAsync(new QueryEpisode(owner, current, EpisodeQueryKind.State))
        : await initial.StateAsync(Environment, name);

    /// <summary>Closes the current episode.</summary>
    /// <param name="reason">Why, for the log.</param>
    public async ValueTask CloseAsync(string reason)
    {
        if (episode is { } current)
        {
            episode = null;
            await engine.CloseAsync(new CloseEpisode(owner, current, reason));
        }
    }

    private async ValueTask<Problem?> FindHeadAsync(EpisodeId current)
    {
        var summary = await engine.QueryAsync(new QueryEpisode(owner, current, EpisodeQueryKind.Summary));
        if (summary.Problem is null)
        {
            taken = summary.Step;
            isHeadUnknown = false;
        }

        return summary.Problem;
    }

    private static bool NamesItself(JsonElement action) =>
        action.TryGetProperty("metadata"u8, out var metadata)
        && metadata.ValueKind == JsonValueKind.Object
        && (metadata.TryGetProperty("step"u8, out _) || metadata.TryGetProperty("request_id"u8, out _));
}
