using System.Collections.Immutable;

namespace Medusa.Operators.Abstractions;

/// <summary>
/// One field of an action, of reset options or of an observation, as data: JSON schemas, validation, canonical form and forms derive from it.
/// </summary>
/// <param name="Name">The field's JSON name.</param>
/// <param name="Kind">Its JSON type.</param>
public sealed record FieldDescriptor(string Name, FieldKind Kind)
{
    /// <summary>What the field means, with its unit. Shown in schemas and forms; null leaves it out.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the field must be present. Default: false.</summary>
    public bool Required { get; init; }

    /// <summary>Whether JSON null is allowed. Default: false.</summary>
    public bool Nullable { get; init; }

    /// <summary>The value taken where the field is absent; null means that the field stays absent (or null).</summary>
    public Value Default { get; init; }

    /// <summary>The least number or integer allowed, inclusive; null for no bound.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest number or integer allowed, inclusive; null for no bound.</summary>
    public double? Maximum { get; init; }

    /// <summary>The greatest number of characters of a text or of items of a list; null for no bound.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The texts allowed, or empty for any text.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>The name under which the schema's <c>$defs</c> hold the choices; null writes them in place.</summary>
    public string? ChoicesTitle { get; init; }

    /// <summary>What the choices are, beside <see cref="ChoicesTitle"/>.</summary>
    public string? ChoicesDescription { get; init; }

    /// <summary>What a list's items are.</summary>
    public FieldDescriptor? Items { get; init; }

    /// <summary>What an object's fields are; null allows any object.</summary>
    public ObjectDescriptor? Fields { get; init; }

    /// <summary>Whether the field counts rows of a table, so that the host lowers its maximum to the configured limit. Default: false.</summary>
    public bool CountsRows { get; init; }

    /// <summary>The error code reported where a text is none of the choices, such as <c>unknown_scenario</c>; null for the general one.</summary>
    public string? UnknownCode { get; init; }
}
