using System.Text.Json;

namespace Medusa.Cli.Tests.Exports;

/// <summary>The type that a loader infers of a line that is read alone, strictly: nothing null, no list empty, whole numbers and others told apart.</summary>
internal static class ColumnTypes
{
    public static string Of(string line) => Of(JsonElement.Parse(line), "line");

    private static string Of(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return $"{{{string.Join(", ", value.EnumerateObject().Select(field => $"{field.Name}: {Of(field.Value, $"{path}.{field.Name}")}"))}}}";
            case JsonValueKind.Array:
                return $"list of {Assert.Single(value.EnumerateArray().Select(item => Of(item, path + "[]")).Distinct())}";
            case JsonValueKind.Number:
                return value.GetRawText().AsSpan().ContainsAny('.', 'E') ? "decimal" : "whole";
            case JsonValueKind.String:
                return "text";
            case JsonValueKind.True or JsonValueKind.False:
                return "flag";
            default:
                Assert.Fail($"{path} is {value.ValueKind}.");
                return "";
        }
    }
}
