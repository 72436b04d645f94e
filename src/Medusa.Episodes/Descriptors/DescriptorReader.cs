using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Reads JSON as a descriptor describes it: validates, fills in defaults, and gives the canonical record.</summary>
public static partial class DescriptorReader
{
    /// <summary>Reads an object.</summary>
    /// <param name="descriptor">What it should be.</param>
    /// <param name="json">What was sent.</param>
    /// <param name="errors">Gets one entry for each field that is wrong; untouched where nothing is.</param>
    /// <returns>A record with every described field that is present or has a default, in the descriptor's order; unusable where errors were added.</returns>
    public static Record Read(ObjectDescriptor descriptor, JsonElement json, ICollection<FieldError> errors) => ReadObject(descriptor, json, [], errors);
}
