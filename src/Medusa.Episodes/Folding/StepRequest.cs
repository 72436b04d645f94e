using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>A step command after reading: the action, and which step the caller means.</summary>
internal readonly struct StepRequest
{
    private StepRequest(ParsedAction? action, ImmutableArray<FieldError> errors, long? step, string? requestId)
    {
        Action = action;
        Errors = errors;
        Step = step;
        RequestId = requestId;
    }

    /// <summary>The action; null where it is invalid.</summary>
    public ParsedAction? Action { get; }

    /// <summary>What is wrong with the action.</summary>
    public ImmutableArray<FieldError> Errors { get; }

    /// <summary>"Take step n"; null takes the next.</summary>
    public long? Step { get; }

    /// <summary>The client's id of the request.</summary>
    public string? RequestId { get; }

    /// <summary>Reads a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="actions">The environment's reader.</param>
    /// <param name="request">The request, where the result is null.</param>
    /// <returns>The refusal of a step number or request id that is none.</returns>
    public static Problem? Read(StepEpisode command, ActionReader actions, out StepRequest request)
    {
        var action = actions.Read(command.Action, out var metadata, out var errors);
        var (step, requestId) = (command.Step, command.RequestId);
        if (metadata.ValueKind == JsonValueKind.Object && ReadMetadata(metadata, ref step, ref requestId) is { } error)
        {
            request = default;
            return Problem.Of(error);
        }

        request = new StepRequest(action, errors, step, requestId);
        return step < 1
            ? Problem.Of(new FieldError(["step"], "greater_than_equal", "Input should be greater than or equal to 1", step.Value.ToString(CultureInfo.InvariantCulture)) { Context = "{\"ge\":1}" })
            : RequestIds.Check(requestId) is { } wrong ? Problem.Of(wrong) : null;
    }

    private static FieldError? ReadMetadata(JsonElement metadata, ref long? step, ref string? requestId)
    {
        if (step is null && metadata.TryGetProperty("step", out var sentStep) && sentStep.ValueKind != JsonValueKind.Null)
        {
            if (sentStep.ValueKind != JsonValueKind.Number || !sentStep.TryGetInt64(out var number))
            {
                return FieldErrors.Of("int_type", ["metadata", "step"], sentStep);
            }

            step = number;
        }

        if (requestId is null && metadata.TryGetProperty("request_id", out var sentId) && sentId.ValueKind != JsonValueKind.Null)
        {
            if (sentId.ValueKind != JsonValueKind.String || !JsonText.TryGet(sentId, out var text))
            {
                return FieldErrors.Of("string_type", ["metadata", "request_id"], sentId);
            }

            requestId = text;
        }

        return null;
    }
}
