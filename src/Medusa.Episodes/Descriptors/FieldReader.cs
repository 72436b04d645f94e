using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Reads the value of one described field.</summary>
internal static class FieldReader
{
    public static Value Read(FieldDescriptor field, JsonElement sent, ImmutableArray<string> path, ICollection<FieldError> errors)
    {
        if (sent.ValueKind == JsonValueKind.Null && field.Nullable)
        {
            return default;
        }

        return field.Kind switch
        {
            FieldKind.Text => ReadText(field, sent, path, errors),
            FieldKind.Integer => ReadInteger(field, sent, path, errors),
            FieldKind.Number => ReadNumber(field, sent, path, errors),
            FieldKind.Boolean => ReadBoolean(sent, path, errors),
            FieldKind.List => ReadList(field, sent, path, errors),
            FieldKind.Object when field.Fields is not null => DescriptorReader.ReadObject(field.Fields, sent, path, errors),
            FieldKind.Object when sent.ValueKind != JsonValueKind.Object => Refused("dict_type", sent, path, errors),
            _ => JsonValue.Read(sent, out var value) is { } error ? Refused(error, sent, path, errors) : value,
        };
    }

    private static Value ReadText(FieldDescriptor field, JsonElement sent, ImmutableArray<string> path, ICollection<FieldError> errors)
    {
        string? text = null;
        if (sent.ValueKind == JsonValueKind.String && !JsonText.TryGet(sent, out text))
        {
            return Refused("string_unicode", sent, path, errors);
        }

        if (!field.Choices.IsDefaultOrEmpty)
        {
            if (text is null || sent.ValueKind != JsonValueKind.String || !field.Choices.Contains(text))
            {
                errors.Add(FieldErrors.Choice(path, sent, field.Choices, field.ChoicesTitle is not null));
            }

            return text;
        }

        if (sent.ValueKind != JsonValueKind.String)
        {
            return Refused("string_type", sent, path, errors);
        }

        if (field.MaxLength is { } bound && text!.Length - text.AsSpan().CountLowSurrogates() > bound)
        {
            errors.Add(FieldErrors.TextTooLong(path, sent, bound));
        }

        return text;
    }

    private static int CountLowSurrogates(this ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var unit in text)
        {
            count += char.IsLowSurrogate(unit) ? 1 : 0;
        }

        return count;
    }

    private static Value ReadInteger(FieldDescriptor field, JsonElement sent, ImmutableArray<string> path, ICollection<FieldError> errors)
    {
        if (sent.ValueKind == JsonValueKind.String && JsonText.TryGet(sent, out var text))
        {
            return Refused(IsDigits(text) ? "int_type" : "int_parsing", sent, path, errors);
        }

        if (sent.ValueKind != JsonValueKind.Number)
        {
            return Refused("int_type", sent, path, errors);
        }

        var raw = sent.GetRawText();
        if (!IsDigits(raw))
        {
            var number = sent.GetDouble();
            return Refused(!double.IsFinite(number) ? "finite_number" : number == Math.Floor(number) ? "int_type" : "int_from_float", sent, path, errors);
        }

        if (!sent.TryGetInt64(out var integer))
        {
            errors.Add(raw[0] == '-'
                ? FieldErrors.Below(path, sent, field.Minimum ?? long.MinValue)
                : FieldErrors.Above(path, sent, field.Maximum ?? long.MaxValue));
            return default;
        }

        CheckRange(field, integer, sent, path, errors);
        return integer;
    }

    private static Value ReadNumber(FieldDescriptor field, JsonElement sent, ImmutableArray<string> path, ICollection<FieldError> errors)
    {
        if (sent.ValueKind != JsonValueKind.Number)
        {
            var parses = sent.ValueKind != JsonValueKind.String
                || !JsonText.TryGet(sent, out var text)
                || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
            return Refused(parses ? "float_type" : "float_parsing", sent, path, errors);
        }

        var number = sent.GetDouble();
        if (!double.IsFinite(number))
        {
            return Refused("finite_number", sent, path, errors);
        }

        CheckRange(field, number, sent, path, errors);
        return number;
    }

    private static Value ReadBoolean(JsonElement sent, ImmutableArray<string> path, ICollection<FieldError> errors) =>
        sent.ValueKind is JsonValueKind.True or JsonValueKind.False ? sent.GetBoolean() : Refused("bool_type", sent, path, errors);

    private static Value ReadList(FieldDescriptor field, JsonElement sent, ImmutableArray<string> path, ICollection<FieldError> errors)
    {
        if (sent.ValueKind != JsonValueKind.Array)
        {
            return Refused("list_type", sent, path, errors);
        }

        var length = sent.GetArrayLength();
        if (field.MaxLength is { } bound && length > bound)
        {
            errors.Add(FieldErrors.ListTooLong(path, sent, bound, length));
            return default;
        }

        if (field.Items is null)
        {
            return JsonValue.Read(sent, out var list) is { } error ? Refused(error, sent, path, errors) : list;
        }

        var items = new Value[length];
        for (var index = 0; index < length && errors.Count < FieldErrors.Limit; index++)
        {
            items[index] = Read(field.Items, sent[index], path.Add(index.ToString(CultureInfo.InvariantCulture)), errors);
        }

        return Value.List(items);
    }

    private static void CheckRange(FieldDescriptor field, double number, JsonElement sent, ImmutableArray<string> path, ICollection<FieldError> errors)
    {
        if (number < field.Minimum)
        {
            errors.Add(FieldErrors.Below(path, sent, field.Minimum.Value));
        }
        else if (number > field.Maximum)
        {
            errors.Add(FieldErrors.Above(path, sent, field.Maximum.Value));
        }
    }

    private static Value Refused(string type, JsonElement sent, ImmutableArray<string> path, ICollection<FieldError> errors)
    {
        errors.Add(FieldErrors.Of(type, path, sent));
        return default;
    }

    private static bool IsDigits(string text) =>
        text.AsSpan().TrimStart('-') is { Length: > 0 } digits && !digits.ContainsAnyExceptInRange('0', '9');
}
