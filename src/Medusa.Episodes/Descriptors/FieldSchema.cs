using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>The schema of one field, and the body of an object's.</summary>
internal static class FieldSchema
{
    public static void WriteBody(ObjectDescriptor descriptor, ReadOnlySpan<FieldDescriptor> fields, JsonBuffer json)
    {
        json.Name("additionalProperties"u8);
        json.Boolean(descriptor.AllowsOthers);
        WriteText("description"u8, descriptor.Description, json);
        json.Name("properties"u8);
        json.StartObject();
        var required = new List<string>();
        foreach (var field in fields)
        {
            json.Name(field.Name);
            Write(field, TitleOf(field.Name), json);
            if (field.Required)
            {
                required.Add(field.Name);
            }
        }

        json.EndObject();
        if (required.Count > 0)
        {
            json.Name("required"u8);
            json.Value(Value.List(required));
        }

        WriteText("title"u8, descriptor.Title, json);
        WriteText("type"u8, "object", json);
    }

    public static void WriteText(ReadOnlySpan<byte> name, string? text, JsonBuffer json)
    {
        if (text is not null)
        {
            json.Name(name);
            json.Text(text);
        }
    }

    public static void WriteChoices(FieldDescriptor field, JsonBuffer json)
    {
        if (!field.Choices.IsDefaultOrEmpty)
        {
            json.Name("enum"u8);
            json.Value(Value.List(field.Choices));
        }
    }

    private static void Write(FieldDescriptor field, string? title, JsonBuffer json)
    {
        json.StartObject();
        if (IsReference(field) && !field.Nullable)
        {
            WriteText("$ref"u8, $"#/$defs/{field.ChoicesTitle}", json);
            WriteDefault(field, json);
            WriteText("description"u8, field.Description, json);
        }
        else if (field.Nullable)
        {
            json.Name("anyOf"u8);
            json.StartList();
            Write(field with { Nullable = false, Required = true, Description = null, Default = default }, null, json);
            json.StartObject();
            WriteText("type"u8, "null", json);
            json.EndObject();
            json.EndList();
            WriteDefault(field, json);
            WriteText("description"u8, field.Description, json);
            WriteText("title"u8, title, json);
        }
        else
        {
            WritePlain(field, title, json);
        }

        json.EndObject();
    }

    private static void WritePlain(FieldDescriptor field, string? title, JsonBuffer json)
    {
        if (field.Kind == FieldKind.Object && field.Fields is { } inner)
        {
            WriteDefault(field, json);
            WriteBody(field.Description is null ? inner : inner with { Description = field.Description }, inner.Fields.AsSpan(), json);
            return;
        }

        WriteDefault(field, json);
        WriteText("description"u8, field.Description, json);
        WriteChoices(field, json);
        if (field.Items is not null)
        {
            json.Name("items"u8);
            Write(field.Items, null, json);
        }

        WriteBound(field.Kind == FieldKind.List ? "maxItems"u8 : "maxLength"u8, field.MaxLength, json);
        WriteBound("maximum"u8, field.Maximum, json);
        WriteBound("minimum"u8, field.Minimum, json);
        WriteText("title"u8, title, json);
        WriteText("type"u8, TypeOf(field.Kind), json);
    }

    private static void WriteDefault(FieldDescriptor field, JsonBuffer json)
    {
        if (!field.Required && (field.Nullable || !field.Default.IsNull))
        {
            json.Name("default"u8);
            json.Value(field.Default);
        }
    }

    private static void WriteBound(ReadOnlySpan<byte> name, double? bound, JsonBuffer json)
    {
        if (bound is not { } number)
        {
            return;
        }

        json.Name(name);
        if (number == Math.Floor(number) && Math.Abs(number) < 1e15)
        {
            json.Integer((long)number);
        }
        else
        {
            json.Number(number);
        }
    }

    private static bool IsReference(FieldDescriptor field) => field.ChoicesTitle is not null && !field.Choices.IsDefaultOrEmpty;

    private static string? TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Text => "string",
        FieldKind.Integer => "integer",
        FieldKind.Number => "number",
        FieldKind.Boolean => "boolean",
        FieldKind.List => "array",
        FieldKind.Object => "object",
        _ => null,
    };

    private static string TitleOf(string name) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name.Replace('_', ' '));
}
