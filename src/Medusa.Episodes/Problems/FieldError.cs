using System.Collections.Immutable;

namespace Medusa.Episodes;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Path">The field's path from the root of what was validated; integers stand as digits.</param>
/// <param name="Type">
/// The kind of error in the terms of OpenEnv's validator: <c>missing</c>, <c>extra_forbidden</c>, <c>enum</c>, <c>dict_type</c>, <c>list_type</c>, <c>string_type</c>,
/// <c>int_type</c>, <c>float_type</c>, <c>bool_type</c>, <c>greater_than_equal</c>, <c>less_than_equal</c>, <c>string_too_long</c>, <c>too_long</c>, <c>finite_number</c>, <c>value_error</c>.
/// </param>
/// <param name="Message">What is wrong, in one sentence without a full stop, as OpenEnv's validator puts it.</param>
/// <param name="Input">The offending JSON as it was sent; for a missing field the object that lacks it.</param>
public sealed record FieldError(ImmutableArray<string> Path, string Type, string Message, string Input)
{
    /// <summary>The error's own facts as a JSON object, such as <c>{"ge":0}</c>; null where it has none.</summary>
    public string? Context { get; init; }

    /// <summary>The path with dots, as the native API shows it.</summary>
    public string DottedPath => string.Join('.', Path);
}
