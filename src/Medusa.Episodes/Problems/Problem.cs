using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>A typed refusal: the request changed nothing (except <c>outcome_unknown</c>, which says that it may have).</summary>
/// <param name="Code">One of <see cref="ProblemCode"/>.</param>
/// <param name="Detail">What to do about it, in one sentence.</param>
public sealed record Problem(string Code, string Detail)
{
    /// <summary>Fields beside code and detail, such as <c>expected_step</c>; empty by default.</summary>
    public Record Extensions { get; init; } = Record.Empty;

    /// <summary>What is wrong field by field, for <c>invalid_request</c> and <c>invalid_action</c>.</summary>
    public ImmutableArray<FieldError> Errors { get; init; } = [];

    /// <summary>After how many seconds asking again makes sense; null for codes without <c>Retry-After</c>.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The refusal of a request that one field makes invalid.</summary>
    /// <param name="error">What is wrong with the field.</param>
    public static Problem Of(FieldError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new Problem(ProblemCode.InvalidRequest, $"Correct '{error.DottedPath}': {error.Message}.") { Errors = [error] };
    }

    /// <summary>The code as measurements name it: one that a plugin has made up counts as <c>other</c>.</summary>
    public string MeasuredCode => Code == "internal_error" || ProblemStatus.Of(Code) != 500 ? Code : "other";

    /// <summary>The HTTP status of the code.</summary>
    public int Status => ProblemStatus.Of(Code);
}
