using System.Globalization;
using System.Text;
using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Gateway;

/// <summary>Writes field errors in the form of OpenEnv's validator: <c>{type, loc, msg, input, ctx?, url?}</c>.</summary>
internal static class FieldErrorJson
{
    private const int MaxInputCharacters = 1 << 16;

    /// <summary>Writes one error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="location">What its path is relative to.</param>
    /// <param name="withLink">Whether the validator's documentation of the type is linked.</param>
    /// <param name="json">Where to write it.</param>
    public static void Write(FieldError error, ReadOnlySpan<string> location, bool withLink, JsonBuffer json)
    {
        json.StartObject();
        json.Name("type"u8);
        json.Text(error.Type);
        json.Name("loc"u8);
        json.StartList();
        foreach (var part in location)
        {
            json.Text(part);
        }

        foreach (var part in error.Path)
        {
            WritePart(part, json);
        }

        json.EndList();
        json.Name("msg"u8);
        json.Text(error.Message);
        json.Name("input"u8);
        WriteInput(error.Input, json);
        if (error.Context is { } context)
        {
            json.Name("ctx"u8);
            json.Raw(Encoding.UTF8.GetBytes(context));
        }

        if (withLink)
        {
            json.Name("url"u8);
            json.Text($"https://errors.pydantic.dev/2.10/v/{error.Type}");
        }

        json.EndObject();
    }

    /// <summary>An error of one field.</summary>
    /// <param name="type">The kind of error.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="input">The offending value.</param>
    /// <param name="path">The field's path.</param>
    public static FieldError Of(string type, string message, JsonElement input, params ReadOnlySpan<string> path) => new([.. path], type, message, CompactJson.Text(input));

    /// <summary>The error of a field that is not there.</summary>
    /// <param name="owner">The object that lacks it.</param>
    /// <param name="path">The field's path.</param>
    public static FieldError Missing(JsonElement owner, params ReadOnlySpan<string> path) => Of("missing", "Field required", owner, path);

    private static void WritePart(string part, JsonBuffer json)
    {
        if (part.Length is > 0 and < 10 && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            json.Integer(index);
        }
        else
        {
            json.Text(part);
        }
    }

    private static void WriteInput(string input, JsonBuffer json)
    {
        if (input.Length > MaxInputCharacters)
        {
            json.Text(string.Create(CultureInfo.InvariantCulture, $"… ({input.Length} characters)"));
            return;
        }

        json.Raw(Encoding.UTF8.GetBytes(input));
    }
}
