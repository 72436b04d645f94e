using System.Text.Json;
using System.Text.RegularExpressions;

namespace Medusa.Gateway.Tests.Describe;

/// <summary>Checks JSON against the schemas of an OpenAPI document: the keywords that Medusa's documents use.</summary>
internal sealed class JsonSchema(JsonElement document)
{
    private static readonly string[] Known =
    [
        "$ref", "$defs", "type", "title", "description", "default", "format", "enum", "const", "anyOf", "properties", "required", "additionalProperties", "items", "minimum", "maximum",
        "exclusiveMinimum", "minItems", "maxItems", "minLength", "maxLength", "maxProperties", "pattern",
    ];

    /// <summary>What is wrong with a value, each with where it is; none where it fits.</summary>
    public IEnumerable<string> Faults(JsonElement schema, JsonElement value, string path = "$")
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            Assert.Contains(keyword.Name, Known);
            foreach (var fault in Faults(keyword, schema, value, path))
            {
                yield return fault;
            }
        }
    }

    /// <summary>What a reference such as <c>#/components/schemas/Problem</c> points at.</summary>
    public JsonElement Find(string reference) =>
        reference.Split('/').Skip(1).Aggregate(document, (element, name) => element.GetProperty(name.Replace("~1", "/", StringComparison.Ordinal)));

    private IEnumerable<string> Faults(JsonProperty keyword, JsonElement schema, JsonElement value, string path) => keyword.Name switch
    {
        "$ref" => Faults(Find(keyword.Value.GetString()!), value, path),
        "type" => Check(Types(keyword.Value).Any(type => IsOf(type, value)), $"{path} is {value.GetRawText()[..Math.Min(60, value.GetRawText().Length)]}, not {keyword.Value}"),
        "enum" => Check(keyword.Value.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)), $"{path} is {value}, none of {keyword.Value}"),
        "const" => Check(JsonElement.DeepEquals(keyword.Value, value), $"{path} is {value}, not {keyword.Value}"),
        "anyOf" => Check(keyword.Value.EnumerateArray().Any(choice => !Faults(choice, value, path).Any()), $"{path} fits none: {string.Join("; ", keyword.Value.EnumerateArray().SelectMany(choice => Faults(choice, value, path)))}"),
        "required" when value.ValueKind == JsonValueKind.Object => keyword.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path} lacks {name}"),
        "properties" when value.ValueKind == JsonValueKind.Object =>
            keyword.Value.EnumerateObject().SelectMany(property => value.TryGetProperty(property.Name, out var inner) ? Faults(property.Value, inner, $"{path}.{property.Name}") : []),
        "additionalProperties" when value.ValueKind == JsonValueKind.Object => Others(keyword.Value, schema, value, path),
        "items" when value.ValueKind == JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Faults(keyword.Value, item, $"{path}[{index}]")),
        "minimum" when value.ValueKind == JsonValueKind.Number => Check(value.GetDouble() >= keyword.Value.GetDouble(), $"{path} is below {keyword.Value}"),
        "exclusiveMinimum" when value.ValueKind == JsonValueKind.Number => Check(value.GetDouble() > keyword.Value.GetDouble(), $"{path} is not above {keyword.Value}"),
        "maximum" when value.ValueKind == JsonValueKind.Number => Check(value.GetDouble() <= keyword.Value.GetDouble(), $"{path} is above {keyword.Value}"),
        "minItems" when value.ValueKind == JsonValueKind.Array => Check(value.GetArrayLength() >= keyword.Value.GetInt32(), $"{path} has too few"),
        "maxItems" when value.ValueKind == JsonValueKind.Array => Check(value.GetArrayLength() <= keyword.Value.GetInt32(), $"{path} has too many"),
        "minLength" when value.ValueKind == JsonValueKind.String => Check(value.GetString()!.Length >= keyword.Value.GetInt32(), $"{path} is too short"),
        "maxLength" when value.ValueKind == JsonValueKind.String => Check(value.GetString()!.Length <= keyword.Value.GetInt32(), $"{path} is too long"),
        "pattern" when value.ValueKind == JsonValueKind.String => Check(Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!), $"{path} is {value}, not as {keyword.Value}"),
        _ => [],
    };

    private IEnumerable<string> Others(JsonElement allowed, JsonElement schema, JsonElement value, string path)
    {
        var described = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(property => property.Name).ToHashSet() : [];
        foreach (var property in value.EnumerateObject().Where(property => !described.Contains(property.Name)))
        {
            foreach (var fault in allowed.ValueKind switch
            {
                JsonValueKind.False => [$"{path} has {property.Name}"],
                JsonValueKind.Object => Faults(allowed, property.Value, $"{path}.{property.Name}"),
                _ => Array.Empty<string>(),
            })
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(each => each.GetString()!) : [type.GetString()!];

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && !value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E'),
        _ => false,
    };

    private static IEnumerable<string> Check(bool holds, string fault) => holds ? [] : [fault];
}
