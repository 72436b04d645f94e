using System.Collections.Immutable;

namespace Medusa.Operators.Abstractions;

/// <summary>The fields of a JSON object, as data.</summary>
/// <param name="Title">The schema's title, such as <c>MedusaAction</c>.</param>
/// <param name="Fields">The fields, in canonical order.</param>
public sealed record ObjectDescriptor(string Title, ImmutableArray<FieldDescriptor> Fields)
{
    /// <summary>What the object is; null leaves the schema's description out.</summary>
    public string? Description { get; init; }

    /// <summary>Whether fields that are not described are allowed. Default: false, they are refused.</summary>
    public bool AllowsOthers { get; init; }

    /// <summary>An object without fields.</summary>
    public static ObjectDescriptor None { get; } = new("Nothing", []);

    /// <summary>The field named <paramref name="name"/>, or null.</summary>
    /// <param name="name">A field's JSON name.</param>
    public FieldDescriptor? Find(string name)
    {
        foreach (var field in Fields)
        {
            if (field.Name == name)
            {
                return field;
            }
        }

        return null;
    }
}
