using System.Text.Json;

namespace Medusa.Gateway;

/// <summary>Names JSON values as the Python servers do whose messages clients know.</summary>
internal static class PythonWords
{
    /// <summary>The type's name.</summary>
    /// <param name="value">A JSON value.</param>
    public static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        JsonValueKind.String => "str",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Number => value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? "float" : "int",
        _ => "NoneType",
    };

    /// <summary>The value as text; empty for one that is not there.</summary>
    /// <param name="value">A JSON value.</param>
    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => string.Empty,
        JsonValueKind.Null => "None",
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
