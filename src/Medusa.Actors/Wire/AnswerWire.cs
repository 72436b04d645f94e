using Google.Protobuf;
using Medusa.Actors.Wire;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Actors;

/// <summary>
/// The wire form of an <see cref="EpisodeAnswer"/>. The body, an encoded observation, is copied once, into the message that is sent; what is received is used where it
/// lies: the body is the last field, so what comes before it is parsed and the rest is a slice.
/// </summary>
internal static class AnswerWire
{
    private const uint BodyTag = (AnswerMessage.BodyFieldNumber << 3) | (uint)WireFormat.WireType.LengthDelimited;

    /// <summary>Writes an answer.</summary>
    /// <param name="answer">The answer; its body must not change until the message is sent.</param>
    public static AnswerMessage Write(EpisodeAnswer answer)
    {
        var message = Write(answer.Reply);
        message.Correlation = answer.Correlation;
        return message;
    }

    /// <summary>Reads an answer.</summary>
    /// <param name="bytes">What was received; the answer keeps referring to it.</param>
    public static EpisodeAnswer Read(byte[] bytes)
    {
        var (envelope, body) = Part(bytes);
        var message = AnswerMessage.Parser.ParseFrom(bytes, 0, envelope);
        return new EpisodeAnswer(message.Correlation, Read(message, message.Body.IsEmpty ? body : message.Body.Memory));
    }

    private static AnswerMessage Write(EpisodeReply reply)
    {
        var message = new AnswerMessage
        {
            TailOffset = reply.TailOffset,
            Replayed = reply.Replayed,
            Echo = reply.Echo,
            Step = reply.Step,
            Done = reply.Done,
        };
        if (reply.Problem is { } problem)
        {
            message.Problem = Write(problem);
        }

        if (reply.Episode is { } episode)
        {
            message.Episode = episode.Value;
        }

        if (reply.Members.Count > 0)
        {
            // The reply itself is the first member's: its body need not travel twice.
            message.Members.AddRange(reply.Members.Select(Write));
        }
        else
        {
            message.Body = UnsafeByteOperations.UnsafeWrap(reply.Body);
        }

        return message;
    }

    private static EpisodeReply Read(AnswerMessage message, ReadOnlyMemory<byte> body)
    {
        EpisodeReply[] members = [.. message.Members.Select(static member => Read(member, member.Body.Memory))];
        return new EpisodeReply
        {
            Problem = message.Problem is { } problem ? Read(problem) : null,
            Episode = message.HasEpisode ? EpisodeId.TryParse(message.Episode, out var id) ? id : throw new FormatException($"'{message.Episode}' is no episode's id.") : null,
            Members = members,
            Body = members.Length > 0 ? members[0].Body : body,
            TailOffset = message.TailOffset,
            Replayed = message.Replayed,
            Echo = message.Echo,
            Step = message.Step,
            Done = message.Done,
        };
    }

    /// <summary>The length of what comes before the body, and the body.</summary>
    private static (int Envelope, ReadOnlyMemory<byte> Body) Part(byte[] bytes)
    {
        using var input = new CodedInputStream(bytes);
        while (true)
        {
            var start = (int)input.Position;
            switch (input.ReadTag())
            {
                case 0:
                    return (bytes.Length, default);
                case BodyTag:
                    var length = input.ReadLength();
                    var body = (int)input.Position;
                    // A body that is not last, from a node that puts a field after it, is read with the rest.
                    return body + length == bytes.Length ? (start, bytes.AsMemory(body, length)) : (bytes.Length, default);
                default:
                    input.SkipLastField();
                    break;
            }
        }
    }

    private static ProblemMessage Write(Problem problem)
    {
        var message = new ProblemMessage { Code = problem.Code, Detail = problem.Detail, Extensions = UnsafeByteOperations.UnsafeWrap(RecordJson.Write(problem.Extensions)) };
        message.Errors.AddRange(problem.Errors.Select(Write));
        if (problem.RetryAfterSeconds is { } seconds)
        {
            message.RetryAfterSeconds = seconds;
        }

        return message;
    }

    private static Problem Read(ProblemMessage message) => new(message.Code, message.Detail)
    {
        Extensions = message.Extensions.IsEmpty ? Record.Empty : RecordJson.Read(message.Extensions.Memory),
        Errors = [.. message.Errors.Select(Read)],
        RetryAfterSeconds = message.HasRetryAfterSeconds ? message.RetryAfterSeconds : null,
    };

    private static FieldErrorMessage Write(FieldError error)
    {
        var message = new FieldErrorMessage { Type = error.Type, Message = error.Message, Input = error.Input };
        message.Path.AddRange(error.Path);
        if (error.Context is { } context)
        {
            message.Context = context;
        }

        return message;
    }

    private static FieldError Read(FieldErrorMessage message) =>
        new([.. message.Path], message.Type, message.Message, message.Input) { Context = message.HasContext ? message.Context : null };
}
