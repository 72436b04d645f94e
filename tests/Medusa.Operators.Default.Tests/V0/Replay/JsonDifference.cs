using System.Text.Json;

namespace Medusa.Operators.Default.Tests.V0;

/// <summary>Finds where two JSON values differ. Numbers must be equal and of one kind: an integer differs from a number with a point.</summary>
internal static class JsonDifference
{
    public static string? Between(JsonElement expected, JsonElement actual, string path = "$")
    {
        if (expected.ValueKind != actual.ValueKind)
        {
            return $"{path}: {expected} expected, {actual} found";
        }

        return expected.ValueKind switch
        {
            JsonValueKind.Object => BetweenObjects(expected, actual, path),
            JsonValueKind.Array => BetweenLists(expected, actual, path),
            JsonValueKind.Number when expected.GetDouble() == actual.GetDouble() && IsInteger(expected) == IsInteger(actual) => null,
            JsonValueKind.String when expected.GetString() == actual.GetString() => null,
            JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => null,
            _ => $"{path}: {expected.GetRawText()} expected, {actual.GetRawText()} found",
        };
    }

    private static string? BetweenObjects(JsonElement expected, JsonElement actual, string path)
    {
        var names = expected.EnumerateObject().Select(field => field.Name).ToArray();
        var found = actual.EnumerateObject().Select(field => field.Name).ToArray();
        if (!names.SequenceEqual(found))
        {
            return $"{path}: fields {string.Join(", ", names)} expected, {string.Join(", ", found)} found";
        }

        return names.Select(name => Between(expected.GetProperty(name), actual.GetProperty(name), $"{path}.{name}")).FirstOrDefault(text => text is not null);
    }

    private static string? BetweenLists(JsonElement expected, JsonElement actual, string path) =>
        expected.GetArrayLength() != actual.GetArrayLength()
            ? $"{path}: {expected} expected, {actual} found"
            : expected.EnumerateArray().Zip(actual.EnumerateArray())
                .Select((pair, index) => Between(pair.First, pair.Second, $"{path}[{index}]"))
                .FirstOrDefault(text => text is not null);

    private static bool IsInteger(JsonElement number) => !number.GetRawText().AsSpan().ContainsAny('.', 'e', 'E');
}
