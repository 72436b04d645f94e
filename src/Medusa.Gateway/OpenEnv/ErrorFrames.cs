using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Writes OpenEnv's error frames: <c>{"type":"error","data":{"message":…,"code":…,…}}</c>.</summary>
internal static class ErrorFrames
{
    public const string InvalidJson = "INVALID_JSON";
    public const string UnknownType = "UNKNOWN_TYPE";
    public const string ValidationError = "VALIDATION_ERROR";
    public const string ExecutionError = "EXECUTION_ERROR";
    public const string CapacityReached = "CAPACITY_REACHED";
    public const string SessionError = "SESSION_ERROR";
    public const string SessionSuperseded = "SESSION_SUPERSEDED";
    public const string ResumeRequired = "RESUME_REQUIRED";

    /// <summary>Writes an error.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="code">One of the constants.</param>
    /// <param name="frame">Where to write it.</param>
    public static void Write(string message, string code, JsonBuffer frame)
    {
        Open(message, code, frame);
        Close(frame);
    }

    /// <summary>Writes an engine's refusal. Problems with a meaning of their own carry it as <c>problem</c>, with their fields.</summary>
    /// <param name="problem">The refusal.</param>
    /// <param name="frame">Where to write it.</param>
    public static void Write(Problem problem, JsonBuffer frame)
    {
        if (problem.Code == ProblemCode.InvalidAction && !problem.Errors.IsDefaultOrEmpty)
        {
            Write(problem.Errors.AsSpan(), frame);
            return;
        }

        Open(Message(problem), CodeOf(problem), frame);
        if (problem.Code != ProblemCode.InvalidRequest)
        {
            frame.Name("problem"u8);
            frame.Text(problem.Code);
            frame.RecordFields(problem.Extensions);
        }

        Close(frame);
    }

    /// <summary>Writes the refusal of a frame or an action that does not validate.</summary>
    /// <param name="errors">What is wrong with it.</param>
    /// <param name="frame">Where to write it.</param>
    public static void Write(ReadOnlySpan<FieldError> errors, JsonBuffer frame)
    {
        Open("Invalid message", ValidationError, frame);
        frame.Name("errors"u8);
        frame.StartList();
        foreach (var error in errors)
        {
            FieldErrorJson.Write(error, [], withLink: true, frame);
        }

        frame.EndList();
        Close(frame);
    }

    /// <summary>Writes that every place is taken.</summary>
    /// <param name="active">The places taken.</param>
    /// <param name="maximum">The number of places.</param>
    /// <param name="frame">Where to write it.</param>
    public static void WriteCapacity(int active, int maximum, JsonBuffer frame)
    {
        Open($"Server at capacity: {active}/{maximum} sessions active. Cannot accept new connections.", CapacityReached, frame);
        frame.Name("active_sessions"u8);
        frame.Integer(active);
        frame.Name("max_sessions"u8);
        frame.Integer(maximum);
        Close(frame);
    }

    private static string CodeOf(Problem problem) => problem.Code switch
    {
        ProblemCode.SessionSuperseded => SessionSuperseded,
        ProblemCode.ResumeRequired => ResumeRequired,
        _ => ExecutionError,
    };

    /// <summary>A seed's own sentence is the message, as it is of OpenEnv's servers; otherwise the problem's detail.</summary>
    private static string Message(Problem problem) =>
        problem is { Code: ProblemCode.InvalidRequest, Errors: [{ Path: ["seed"] } error] } ? error.Message : problem.Detail;

    private static void Open(string message, string code, JsonBuffer frame)
    {
        frame.StartObject();
        frame.Name("type"u8);
        frame.Text("error");
        frame.Name("data"u8);
        frame.StartObject();
        frame.Name("message"u8);
        frame.Text(message);
        frame.Name("code"u8);
        frame.Text(code);
    }

    private static void Close(JsonBuffer frame)
    {
        frame.EndObject();
        frame.EndObject();
    }
}
