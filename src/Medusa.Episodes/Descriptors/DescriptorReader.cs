using System.Collections.Immutable;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Reads JSON as a descriptor describes it: validates, fills in defaults, and gives the canonical record.</summary>
public static class DescriptorReader
{
    /// <summary>Reads an object.</summary>
    /// <param name="descriptor">What it should be.</param>
    /// <param name="json">What was sent; undefined counts as an empty object.</param>
    /// <param name="errors">Gets one entry for each field that is wrong; untouched where nothing is.</param>
    /// <returns>A record with every described field that is present or has a default, in the descriptor's order; unusable where errors were added.</returns>
    public static Record Read(ObjectDescriptor descriptor, JsonElement json, ICollection<FieldError> errors)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(errors);
        return ReadObject(descriptor, json, [], errors);
    }

    /// <summary>Reads an object below a path.</summary>
    /// <param name="descriptor">What it should be.</param>
    /// <param name="json">What was sent.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <param name="ignored">Gets the names of unknown fields, which are then no errors; null refuses them.</param>
    /// <param name="reserved">A field that is not described and yet allowed; it is not read.</param>
    internal static Record ReadObject(
        ObjectDescriptor descriptor,
        JsonElement json,
        ImmutableArray<string> path,
        ICollection<FieldError> errors,
        ICollection<string>? ignored = null,
        string? reserved = null)
    {
        if (json.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
        {
            errors.Add(FieldErrors.Of("dict_type", path, json));
            return Record.Empty;
        }

        var fields = new List<(string Name, Value Value)>(descriptor.Fields.Length);
        foreach (var field in descriptor.Fields)
        {
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(field.Name, out var sent))
            {
                fields.Add((field.Name, FieldReader.Read(field, sent, path.Add(field.Name), errors)));
            }
            else if (field.Required)
            {
                errors.Add(FieldErrors.Missing(path.Add(field.Name), json));
            }
            else if (!field.Default.IsNull)
            {
                fields.Add((field.Name, field.Default));
            }
        }

        if (json.ValueKind == JsonValueKind.Object)
        {
            ReadOthers(descriptor, json, path, fields, errors, ignored, reserved);
        }

        return fields.Count == 0 ? Record.Empty : Record.Of([.. fields]);
    }

    private static void ReadOthers(
        ObjectDescriptor descriptor,
        JsonElement json,
        ImmutableArray<string> path,
        List<(string Name, Value Value)> fields,
        ICollection<FieldError> errors,
        ICollection<string>? ignored,
        string? reserved)
    {
        SortedDictionary<string, Value>? others = null;
        foreach (var property in json.EnumerateObject())
        {
            var name = JsonText.Name(property);
            if (descriptor.Find(name) is not null || name == reserved || errors.Count >= FieldErrors.Limit)
            {
                continue;
            }

            if (ignored is not null)
            {
                if (ignored.Count < FieldErrors.Limit && !ignored.Contains(name))
                {
                    ignored.Add(name);
                }
            }
            else if (!descriptor.AllowsOthers)
            {
                errors.Add(FieldErrors.Extra(path.Add(name), property.Value));
            }
            else if (JsonValue.Read(property.Value, out var value) is { } error)
            {
                errors.Add(FieldErrors.Of(error, path.Add(name), property.Value));
            }
            else
            {
                (others ??= new(StringComparer.Ordinal))[name] = value;
            }
        }

        if (others is not null)
        {
            fields.AddRange(others.Select(other => (other.Key, other.Value)));
        }
    }
}
