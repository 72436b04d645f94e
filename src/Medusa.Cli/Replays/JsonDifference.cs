using System.Text.Json;

namespace Medusa.Cli.Replays;

/// <summary>Finds where two JSON values differ first. Numbers are compared by value, objects by field whatever the order.</summary>
internal static class JsonDifference
{
    /// <summary>The path of the first difference with both values, such as <c>features[3]: recorded 0.5, now 0.25</c>; null where there is none.</summary>
    internal static string? Find(JsonElement recorded, JsonElement now, string path)
    {
        if (JsonElement.DeepEquals(recorded, now))
        {
            return null;
        }

        return (recorded.ValueKind, now.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => InFields(recorded, now, path),
            (JsonValueKind.Array, JsonValueKind.Array) when recorded.GetArrayLength() == now.GetArrayLength() => InItems(recorded, now, path),
            _ => $"{path}: recorded {Short(recorded)}, now {Short(now)}",
        };
    }

    private static string? InFields(JsonElement recorded, JsonElement now, string path)
    {
        foreach (var field in recorded.EnumerateObject())
        {
            var fieldPath = $"{path}.{field.Name}";
            var difference = now.TryGetProperty(field.Name, out var value) ? Find(field.Value, value, fieldPath) : $"{fieldPath}: recorded {Short(field.Value)}, now absent";
            if (difference is not null)
            {
                return difference;
            }
        }

        return now.EnumerateObject().Where(field => !recorded.TryGetProperty(field.Name, out _))
            .Select(field => $"{path}.{field.Name}: recorded absent, now {Short(field.Value)}").FirstOrDefault();
    }

    private static string? InItems(JsonElement recorded, JsonElement now, string path)
    {
        for (var index = 0; index < recorded.GetArrayLength(); index++)
        {
            if (Find(recorded[index], now[index], $"{path}[{index}]") is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 80 } text ? text[..79] + "…" : value.GetRawText();
}
