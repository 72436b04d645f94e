using System.Buffers;
using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway;

/// <summary>Serves the requests of one native socket.</summary>
/// <param name="services">What serves them.</param>
/// <param name="owner">The caller.</param>
/// <param name="window">The requests that are not answered yet.</param>
/// <param name="sender">Sends replies.</param>
/// <param name="telemetry">Counts and traces messages.</param>
/// <param name="capacityOfOne">How many requests about one episode may be with the engine.</param>
internal sealed partial class NativeFrames(NativeFrameServices services, Owner owner, RequestWindow window, ReplySender sender, SocketTelemetry telemetry, int capacityOfOne)
{
    /// <summary>What can be asked for.</summary>
    internal static readonly string[] Operations = ["create", "step", "steps", "fork", "state", "close"];

    private static readonly string[] Envelope = ["id", "op", "traceparent"];
    private static readonly string[] StepFields = [.. Envelope, "episode_id", "action", "step", "request_id", "timeout_ms"];
    private static readonly string[] StateFields = [.. Envelope, "episode_id", "at"];
    private static readonly string[] CloseFields = [.. Envelope, "episode_id"];

    /// <summary>Begins to serve a message; done when the next one may be read.</summary>
    /// <param name="message">The message.</param>
    public ValueTask HandleAsync(IncomingMessage message)
    {
        telemetry.Received();
        var frame = NativeFrame.Read(message, services.Options.MaxJsonDepth);
        return frame.Problem is { } problem ? RefuseAsync(frame, problem) : frame.Operation switch
        {
            "step" => StepAsync(frame),
            "steps" => StepManyAsync(frame),
            "create" => CreateAsync(frame),
            "fork" => ForkAsync(frame),
            "state" => StateAsync(frame),
            "close" => CloseAsync(frame),
            _ => RefuseAsync(frame, new Problem(ProblemCode.InvalidRequest, "A frame's 'op' is one of create, step, steps, fork, state, close.")),
        };
    }

    private ValueTask StepAsync(NativeFrame frame)
    {
        if (BatchReader.TryReadPlain(frame.Root, owner, isFrame: true) is { } plain)
        {
            return BeginAsync(frame, new WindowClaim(1) { One = plain.Id }, claim => WaitAsync(frame, plain, services.Options.StepDeadline, claim));
        }

        var fields = new ObjectReader(frame.Root, StepFields);
        var id = Id(fields, out var unknown);
        var command = new StepEpisode(owner, id, fields.Object("action", required: true))
        {
            Step = fields.Integer("step", 1, long.MaxValue),
            RequestId = fields.Text("request_id", minLength: 1),
        };
        var wait = fields.Integer("timeout_ms", 1, int.MaxValue);
        if ((fields.Problem() ?? unknown) is { } problem)
        {
            return RefuseAsync(frame, problem);
        }

        var deadline = services.Options.StepDeadline;
        var own = wait < deadline.TotalMilliseconds ? TimeSpan.FromMilliseconds(wait.Value) : deadline;
        return BeginAsync(frame, new WindowClaim(1) { One = id }, claim => WaitAsync(frame, command, own, claim));
    }

    private async Task WaitAsync(NativeFrame frame, StepEpisode command, TimeSpan deadline, WindowClaim claim)
    {
        var pending = services.Engine.StepAsync(command);
        EpisodeReply reply;
        services.Metrics.Waits();
        try
        {
            reply = pending.IsCompletedSuccessfully ? pending.Result : await pending.AsTask().WaitAsync(deadline, services.Clock);
        }
        catch (TimeoutException)
        {
            frame.Abandon();
            reply = StepSender.Unanswered(command);
        }
        finally
        {
            services.Metrics.Waited();
        }

        PostResult(frame, reply, claim);
    }

    private ValueTask StepManyAsync(NativeFrame frame)
    {
        var items = services.Batches.Read(frame.Root, owner, out var problem, Envelope);
        if (problem is not null)
        {
            return RefuseAsync(frame, problem);
        }

        var waves = BatchWaves.Of(items, capacityOfOne);
        var claim = new WindowClaim(items.Length) { Many = waves.Counts };
        return waves.Counts is not null ? BeginAsync(frame, claim, taken => RunAsync(frame, items, waves, taken)) : RunAloneAsync(frame, items, waves, claim);
    }

    /// <summary>Elements that wait for one another: nothing is read until they are done, so that nothing overtakes them.</summary>
    private async ValueTask RunAloneAsync(NativeFrame frame, BatchItem[] items, BatchWaves waves, WindowClaim claim)
    {
        await window.EmptyAsync();
        await window.EnterAsync(claim);
        await GuardAsync(frame, claim, taken => RunAsync(frame, items, waves, taken));
    }

    private async Task RunAsync(NativeFrame frame, BatchItem[] items, BatchWaves waves, WindowClaim claim)
    {
        var (answered, isComplete) = await services.Runner.RunAsync(items, waves.Ends);
        if (!isComplete)
        {
            frame.Abandon();
        }

        var reply = Reply(frame, claim, (int)Math.Min(BatchJson.Prepare(answered) + 64, Array.MaxLength));
        for (var index = 0; index < answered.Length; index++)
        {
            reply.Write(index == 0 ? "\"results\":["u8 : ","u8);
            BatchJson.Write(answered[index].Reply!, reply);
        }

        reply.Write("]}"u8);
        Post(frame, reply);
    }

    private ValueTask CreateAsync(NativeFrame frame)
    {
        var commands = CreateRequest.Read(frame.Root, owner, services.Environments.Catalogue, out var problem, Envelope);
        if (problem is not null)
        {
            return RefuseAsync(frame, problem);
        }

        var first = commands[0];
        var claim = new WindowClaim(commands.Sum(command => command.Count)) { One = first.IsNamed ? first.Id : null, IsExclusive = true };
        return BeginAsync(frame, claim, async taken =>
        {
            var (refused, episodes) = await services.Starts.StartAsync(commands);
            PostEpisodes(frame, refused, episodes, taken);
        });
    }

    private ValueTask ForkAsync(NativeFrame frame)
    {
        var id = Id(new ObjectReader(frame.Root, null), out var unknown);
        var command = ForkRequest.Read(frame.Root, owner, id, out var problem, [.. Envelope, "episode_id"]);
        if ((problem ?? unknown) is { } wrong)
        {
            return RefuseAsync(frame, wrong);
        }

        return BeginAsync(frame, new WindowClaim(command.Count) { One = id }, async taken =>
        {
            var reply = await services.Engine.ForkAsync(command);
            PostEpisodes(frame, reply.Problem, reply.Problem is null ? EpisodesJson.Of(reply) : [], taken);
        });
    }

    private ValueTask StateAsync(NativeFrame frame)
    {
        var fields = new ObjectReader(frame.Root, StateFields);
        var id = Id(fields, out var unknown);
        var query = new QueryEpisode(owner, id, EpisodeQueryKind.State) { At = (int?)fields.Integer("at", 0, int.MaxValue) };
        return (fields.Problem() ?? unknown) is { } problem
            ? RefuseAsync(frame, problem)
            : BeginAsync(frame, new WindowClaim(1) { One = id }, async taken => PostResult(frame, await services.Engine.QueryAsync(query), taken));
    }

    private ValueTask CloseAsync(NativeFrame frame)
    {
        var fields = new ObjectReader(frame.Root, CloseFields);
        var id = Id(fields, out var unknown);
        if ((fields.Problem() ?? unknown) is { } problem)
        {
            return RefuseAsync(frame, problem);
        }

        return BeginAsync(frame, new WindowClaim(1) { One = id }, async taken =>
        {
            var reply = await services.Engine.CloseAsync(new CloseEpisode(owner, id, "deleted"));
            PostResult(frame, reply.Problem is null ? new EpisodeReply { Body = CanonicalJson.Bytes(Record.Of(("episode_id", id.Value), ("closed", true))) } : reply, taken);
        });
    }

    private static EpisodeId Id(ObjectReader fields, out Problem? unknown)
    {
        var name = fields.Text("episode_id", required: true, maxLength: int.MaxValue);
        var isId = EpisodeId.TryParse(name, out var id);
        unknown = fields.Problem() ?? (isId ? null : new Problem(ProblemCode.UnknownEpisode, "There is no such episode."));
        return id;
    }

    private ValueTask RefuseAsync(NativeFrame frame, Problem problem) => BeginAsync(frame, new WindowClaim(1), claim =>
    {
        PostProblem(frame, problem, claim);
        return Task.CompletedTask;
    });

    /// <summary>Serves a request once the window has a place; its first part, which hands it to the engine, is done when this is.</summary>
    private ValueTask BeginAsync(NativeFrame frame, WindowClaim claim, Func<WindowClaim, Task> serve)
    {
        var entering = window.EnterAsync(claim);
        if (!entering.IsCompletedSuccessfully)
        {
            return EnterAsync(entering, frame, claim, serve);
        }

        _ = GuardAsync(frame, claim, serve);
        return default;
    }

    private async ValueTask EnterAsync(ValueTask entering, NativeFrame frame, WindowClaim claim, Func<WindowClaim, Task> serve)
    {
        await entering;
        _ = GuardAsync(frame, claim, serve);
    }

    private async Task GuardAsync(NativeFrame frame, WindowClaim claim, Func<WindowClaim, Task> serve)
    {
        using var span = telemetry.Begin(frame.Caller);
        try
        {
            SocketTelemetry.Name(Protocols.Native, frame.Operation is { } operation && Array.IndexOf(Operations, operation) >= 0 ? operation : "refused");
            await serve(claim);
        }
        catch (Exception error)
        {
            RequestFailed(services.Log, error);
            PostProblem(frame, new Problem("internal_error", "The request failed inside the server; what it was about is as it was."), claim);
        }
    }

    private void PostResult(NativeFrame frame, EpisodeReply answer, WindowClaim claim)
    {
        if (answer.Problem is { } problem)
        {
            PostProblem(frame, problem, claim);
            return;
        }

        var reply = Reply(frame, claim, answer.Body.Length + 64);
        reply.Write("\"result\":"u8);
        BatchJson.Write(answer, reply);
        reply.Write("}"u8);
        Post(frame, reply);
    }

    private void PostEpisodes(NativeFrame frame, Problem? problem, IReadOnlyList<EpisodeReply> episodes, WindowClaim claim)
    {
        if (problem is not null)
        {
            PostProblem(frame, problem, claim);
            return;
        }

        var reply = Reply(frame, claim, episodes.Sum(episode => episode.Body.Length + 32) + 64);
        for (var index = 0; index < episodes.Count; index++)
        {
            reply.Write(index == 0 ? "\"episodes\":["u8 : ","u8);
            BatchJson.Write(episodes[index], reply);
        }

        reply.Write("]}"u8);
        Post(frame, reply);
    }

    private void PostProblem(NativeFrame frame, Problem problem, WindowClaim claim)
    {
        telemetry.Refused(problem.MeasuredCode);
        var json = new JsonBuffer(512);
        ProblemJson.Write(problem, json);
        var reply = Reply(frame, claim, json.Length + 64);
        reply.Write("\"error\":"u8);
        reply.Write(json.WrittenSpan);
        reply.Write("}"u8);
        Post(frame, reply);
    }

    private static ReplyFrame Reply(NativeFrame frame, WindowClaim claim, int size)
    {
        var reply = new ReplyFrame(claim, size + frame.Id.Length);
        reply.Write("{\"id\":"u8);
        reply.Write(frame.Id);
        reply.Write(","u8);
        return reply;
    }

    private void Post(NativeFrame frame, ReplyFrame reply)
    {
        frame.Dispose();
        sender.Post(reply);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A request on a socket of the native API failed.")]
    private static partial void RequestFailed(ILogger log, Exception error);
}
