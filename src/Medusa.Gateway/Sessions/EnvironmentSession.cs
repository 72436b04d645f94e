using System.Runtime.CompilerServices;
using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

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
/// <param name="grace">Keeps the episode of a dropped socket.</param>
/// <param name="engine">Where the episodes run.</param>
/// <param name="attached">The durable session that this one goes on with; null for none.</param>
internal sealed class EnvironmentSession(
    EnvironmentLookup environments, string name, InitialEpisode initial, Owner owner, StepSender steps, EpisodeResets resets, SocketGrace grace, IEpisodeEngine engine, KeyedSession? attached) : IClientSession
{
    private const string SocketClosed = "socket_closed";
    private readonly WeakReference<LoadedEnvironment?> used = new(null);
    private EpisodeId? episode = attached?.Episode;
    private string? id;
    private long taken;
    private bool isHeadUnknown = attached?.Episode is not null;
    private bool isResumed = attached?.Episode is not null;
    private bool isEpisodeUnknown;

    /// <summary>The session's id, a secret.</summary>
    public string Id => id ??= EpisodeId.New().Value;

    /// <summary>The environment's name.</summary>
    public string Name => name;

    /// <summary>The environment: the episode's own version while one is in memory, else the current one; null where there is neither.</summary>
    public LoadedEnvironment? Environment => episode is not null && used.TryGetTarget(out var own) ? own : environments.Catalogue.Find(name);

    /// <summary>The current episode, or null before the first reset.</summary>
    public EpisodeId? Episode => episode;

    /// <summary>Whether another connection has taken the session over.</summary>
    public bool IsSuperseded => attached is { IsSuperseded: true };

    /// <inheritdoc/>
    public bool IsAgents => false;

    /// <summary>Starts another episode and closes the one before. A refusal leaves the session as it was.</summary>
    /// <param name="data">The arguments: an object, or undefined.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<EpisodeReply> ResetAsync(JsonElement data)
    {
        if (IsSuperseded)
        {
            return EpisodeReply.Refused(KeyedSession.Superseded);
        }

        if (environments.Catalogue.Find(name) is not { } environment)
        {
            return EpisodeReply.Refused(EnvironmentLookup.Gone(name));
        }

        var request = ResetArguments.Read(owner, environment.Definition, data, out var problem);
        if (problem is not null)
        {
            return EpisodeReply.Refused(problem);
        }

        var reply = await resets.StartAsync(request.Under(attached).InPlaceOf(episode));
        if (reply.Problem is { } refusal)
        {
            // The journal may hold the episode all the same, and then it is the session's.
            isEpisodeUnknown |= attached is not null && refusal.Code is ProblemCode.JournalUnavailable or ProblemCode.OutcomeUnknown;
            return await JudgeAsync(reply);
        }

        var former = episode;
        (episode, taken, isHeadUnknown) = (reply.Episode ?? request.Start.Id, reply.Step, reply.Replayed);
        isResumed = isEpisodeUnknown = false;
        used.SetTarget(environment);
        if (former is { } ended && ended != episode)
        {
            await EndEpisodeAsync(ended, "reset");
        }

        if (reply.Replayed && attached is null)
        {
            grace.Adopt(new EpisodeKey(owner, episode.Value), this);
        }

        return reply;
    }

    /// <summary>Takes the next step, or the one that the action's metadata names.</summary>
    /// <param name="action">The action as sent, an object. It is read until the task is done, and after <c>outcome_unknown</c> maybe longer.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<EpisodeReply> StepAsync(JsonElement action)
    {
        if ((IsSuperseded || isEpisodeUnknown) && await FindEpisodeAsync() is { } absent)
        {
            return EpisodeReply.Refused(absent);
        }

        if (episode is not { } current)
        {
            return await initial.StepAsync(Environment, name, action);
        }

        if (isHeadUnknown && await FindHeadAsync(current) is { } problem)
        {
            return EpisodeReply.Refused(problem);
        }

        var namesItself = NamesItself(action);
        if (isResumed)
        {
            isResumed = false;
            if (!namesItself)
            {
                return EpisodeReply.Refused(Resume(taken + 1));
            }
        }

        var reply = await steps.SendAsync(new StepEpisode(owner, current, action) { Step = namesItself ? null : taken + 1, EchoAfterEnd = true });
        if (reply.Problem is null)
        {
            taken = Math.Max(taken, reply.Step);
        }
        else if (reply.Problem.Code is ProblemCode.OutcomeUnknown or ProblemCode.StepConflict)
        {
            isHeadUnknown = true;
        }

        return attached is null ? reply : await JudgeAsync(reply);
    }

    /// <summary>The environment's state.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<EpisodeReply> StateAsync()
    {
        if (attached is not null && await FindEpisodeAsync() is { } absent)
        {
            return EpisodeReply.Refused(absent);
        }

        isResumed = false;
        return episode is { } current
            ? await engine.QueryAsync(new QueryEpisode(owner, current, EpisodeQueryKind.State))
            : await initial.StateAsync(Environment, name);
    }

    /// <summary>Closes the current episode.</summary>
    /// <param name="reason">Why, for the log.</param>
    public async ValueTask CloseAsync(string reason)
    {
        if (attached is not null && await FindEpisodeAsync() is not null)
        {
            return;
        }

        if (episode is { } current)
        {
            episode = null;
            await EndEpisodeAsync(current, reason);
        }
    }

    /// <summary>Ends the session with its socket: a durable session's episode stays unless the client asked to close, another's gets its grace if the socket dropped.</summary>
    /// <param name="end">How the socket ended.</param>
    public async ValueTask EndAsync(SocketEnd end)
    {
        if (attached is not null ? end == SocketEnd.Asked : end != SocketEnd.Lost)
        {
            await CloseAsync(SocketClosed);
        }
        else if (attached is null && episode is { } current)
        {
            episode = null;
            var key = new EpisodeKey(owner, current);
            if (grace.Release(key, this))
            {
                await grace.LeaveAsync(key, isHeadUnknown ? null : taken);
            }
        }
    }

    private async ValueTask EndEpisodeAsync(EpisodeId ended, string reason)
    {
        if (grace.Release(new EpisodeKey(owner, ended), this))
        {
            await engine.CloseAsync(new CloseEpisode(owner, ended, reason));
        }
    }

    /// <summary>A refusal by the episode may mean that another connection goes on with the session: then that is the answer.</summary>
    private async ValueTask<EpisodeReply> JudgeAsync(EpisodeReply reply)
    {
        if (attached is null || !(reply.Echo || reply.Problem?.Code is ProblemCode.SessionSuperseded or ProblemCode.StepConflict or ProblemCode.EpisodeClosed
            or ProblemCode.EpisodeDone or ProblemCode.EpisodeExpired or ProblemCode.UnknownEpisode))
        {
            return reply;
        }

        var (_, problem) = await attached.FindAsync();
        return problem?.Code == ProblemCode.SessionSuperseded ? EpisodeReply.Refused(problem) : reply;
    }

    /// <summary>Which episode is the durable session's now.</summary>
    private async ValueTask<Problem?> FindEpisodeAsync()
    {
        var (found, problem) = await attached!.FindAsync();
        if (problem is null)
        {
            isHeadUnknown |= found != episode;
            episode = found;
            isEpisodeUnknown = false;
        }

        return problem;
    }

    private async ValueTask<Problem?> FindHeadAsync(EpisodeId current)
    {
        var summary = await engine.QueryAsync(new QueryEpisode(owner, current, EpisodeQueryKind.Summary));
        if (summary.Problem is null)
        {
            taken = summary.Step;
            isHeadUnknown = false;
            isResumed = isResumed && EpisodeStanding.Read(summary).IsRunning;
        }

        return summary.Problem;
    }

    private static Problem Resume(long expected) => new(
        ProblemCode.ResumeRequired,
        $"This connection goes on with an episode, and step {expected} is next: ask for the state, or send the step again, or name its number in the action's metadata.")
    {
        Extensions = Record.Of(("expected_step", expected)),
    };

    /// <summary>Whether an action says itself which step it is.</summary>
    /// <param name="action">The action as sent, an object.</param>
    internal static bool NamesItself(JsonElement action) =>
        action.TryGetProperty("metadata"u8, out var metadata)
        && metadata.ValueKind == JsonValueKind.Object
        && (metadata.TryGetProperty("step"u8, out _) || metadata.TryGetProperty("request_id"u8, out _));
}
