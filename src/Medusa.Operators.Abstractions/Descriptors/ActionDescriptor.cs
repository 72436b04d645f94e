using System.Collections.Immutable;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// What an environment's action looks like on the wire: an object in which one field names the operator and, where
/// <paramref name="ArgumentsField"/> is set, another holds the operator's arguments; otherwise the arguments stand beside the operator's name.
/// </summary>
/// <param name="Shape">The action's fields. The base field <c>metadata</c> of OpenEnv is not among them: the host accepts it beside them.</param>
/// <param name="OperatorField">The field of <paramref name="Shape"/> whose text names the operator.</param>
/// <param name="ArgumentsField">The field that holds the arguments, an object; null where they stand beside the operator's name.</param>
public sealed record ActionDescriptor(ObjectDescriptor Shape, string OperatorField, string? ArgumentsField)
{
    /// <summary>Whether the operator's arguments are free-form: any object, passed on as it is and part of the canonical action.</summary>
    public bool FreeArguments { get; init; }
}
