using System.Runtime.CompilerServices;
using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Speaks OpenEnv's <c>/ws</c>: reset, step, state, mcp and close.</summary>
/// <param name="session">The socket's session.</param>
/// <param name="mcp">Answers MCP frames.</param>
/// <param name="metrics">Counts refusals.</param>
/// <param name="maxJsonDepth">The greatest nesting of JSON.</param>
/// <param name="end">Ends the session after the last frame.</param>
internal sealed class OpenEnvFrames(IClientSession session, McpDispatcher mcp, GatewayMetrics metrics, int maxJsonDepth, Func<SocketEnd, ValueTask> end) : IFrameHandler
{
    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<FrameOutcome> HandleAsync(IncomingMessage message, JsonBuffer reply)
    {
        if (message.Kind == IncomingKind.Binary)
        {
            metrics.Refused(Protocols.OpenEnv, "session_error");
            ErrorFrames.Write("Binary frames are not understood: send text.", ErrorFrames.SessionError, reply);
            return FrameOutcome.ReplyAndClose;
        }

        if (!JsonInput.TryParse(message.Memory, maxJsonDepth, out var document, out var defect))
        {
            metrics.Refused(Protocols.OpenEnv, ProblemCode.InvalidJson);
            ErrorFrames.Write($"Invalid JSON: {defect}", ErrorFrames.InvalidJson, reply);
            return FrameOutcome.Reply;
        }

        var isStillRead = false;
        try
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                metrics.Refused(Protocols.OpenEnv, "session_error");
                ErrorFrames.Write($"'{PythonWords.TypeOf(root)}' object has no attribute 'get'", ErrorFrames.SessionError, reply);
                return FrameOutcome.ReplyAndClose;
            }

            if (!Envelope.TryRead(root, out var envelope, reply))
            {
                metrics.Refused(Protocols.OpenEnv, "validation_error");
                return FrameOutcome.Reply;
            }

            SocketTelemetry.Name(Protocols.OpenEnv, NameOf(envelope.Type));
            switch (envelope.Type)
            {
                case FrameType.Close:
                    return FrameOutcome.Close;
                case FrameType.State:
                    return WriteState(await session.StateAsync(), reply);
                case FrameType.Mcp:
                    reply.Verbatim("{\"type\":\"mcp\",\"data\":"u8);
                    var isAnswered = await mcp.AnswerAsync(envelope.Data, session, reply);
                    reply.Verbatim("}"u8);
                    return session.IsSuperseded ? FrameOutcome.ReplyAndClose : isAnswered ? FrameOutcome.Reply : FrameOutcome.Silence;
                default:
                    var answer = envelope.Type == FrameType.Step ? await session.StepAsync(envelope.Data) : await session.ResetAsync(envelope.Data);
                    isStillRead = answer.Problem?.Code == ProblemCode.OutcomeUnknown;
                    return WriteObservation(answer, reply);
            }
        }
        finally
        {
            if (isStillRead)
            {
                message.Abandon();
            }
            else
            {
                document.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(SocketEnd socketEnd) => end(socketEnd);

    private static string NameOf(FrameType type) => type switch
    {
        FrameType.Step => "step",
        FrameType.Reset => "reset",
        FrameType.State => "state",
        FrameType.Close => "close",
        _ => "mcp",
    };

    private FrameOutcome WriteObservation(EpisodeReply answer, JsonBuffer reply)
    {
        if (answer.Problem is { } problem)
        {
            return WriteRefusal(problem, reply);
        }

        reply.Verbatim("{\"type\":\"observation\",\"data\":{"u8);
        reply.Verbatim(answer.Tail.Span);
        reply.Verbatim("}"u8);
        return FrameOutcome.Reply;
    }

    private FrameOutcome WriteState(EpisodeReply answer, JsonBuffer reply)
    {
        if (answer.Problem is { } problem)
        {
            return WriteRefusal(problem, reply);
        }

        reply.Verbatim("{\"type\":\"state\",\"data\":"u8);
        reply.Verbatim(answer.Body.Span);
        reply.Verbatim("}"u8);
        return FrameOutcome.Reply;
    }

    private FrameOutcome WriteRefusal(Problem problem, JsonBuffer reply)
    {
        metrics.Refused(Protocols.OpenEnv, problem.MeasuredCode);
        ErrorFrames.Write(problem, reply);
        return problem.Code == ProblemCode.SessionSuperseded ? FrameOutcome.ReplyAndClose : FrameOutcome.Reply;
    }
}
