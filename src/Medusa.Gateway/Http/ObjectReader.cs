using System.Text.Json;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Reads the fields of a request object and collects what is wrong with them.</summary>
internal sealed class ObjectReader
{
    private const int MaxErrors = 100;
    private const int MaxSeconds = 365 * 24 * 60 * 60;
    private readonly JsonElement root;

    /// <summary>Reads an object.</summary>
    /// <param name="root">The object.</param>
    /// <param name="known">The fields it may have; null for any.</param>
    public ObjectReader(JsonElement root, string[]? known)
    {
        this.root = root;
        if (known is null)
        {
            return;
        }

        foreach (var property in root.EnumerateObject())
        {
            if (Errors.Count < MaxErrors && !known.Contains(property.Name))
            {
                Errors.Add(FieldErrorJson.Of("extra_forbidden", "Extra inputs are not permitted", property.Value, property.Name));
            }
        }
    }

    /// <summary>What is wrong so far.</summary>
    public List<FieldError> Errors { get; } = [];

    /// <summary>A field's value; undefined where it is absent.</summary>
    /// <param name="name">The field.</param>
    public JsonElement Any(string name) => root.TryGetProperty(name, out var value) ? value : default;

    /// <summary>A text; null where it is absent or JSON null.</summary>
    /// <param name="name">The field.</param>
    /// <param name="required">Whether it must be there.</param>
    /// <param name="minLength">The least number of characters.</param>
    /// <param name="maxLength">The greatest number of characters.</param>
    public string? Text(string name, bool required = false, int minLength = 0, int maxLength = 255)
    {
        var value = Any(name);
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                Require(name, required);
                return null;
            case JsonValueKind.Null when !required:
                return null;
            case JsonValueKind.String:
                var text = value.GetString()!;
                if (text.Length < minLength)
                {
                    Add("string_too_short", $"String should have at least {minLength} character{(minLength == 1 ? "" : "s")}", value, name, $"{{\"min_length\":{minLength}}}");
                }
                else if (text.Length > maxLength)
                {
                    Add("string_too_long", $"String should have at most {maxLength} characters", value, name, $"{{\"max_length\":{maxLength}}}");
                }

                return text;
            default:
                Add("string_type", "Input should be a valid string", value, name);
                return null;
        }
    }

    /// <summary>An integer; null where it is absent or JSON null.</summary>
    /// <param name="name">The field.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    public long? Integer(string name, long minimum, long maximum)
    {
        var value = Any(name);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E'))
        {
            Add("int_type", "Input should be a valid integer", value, name);
            return null;
        }

        var isSmall = value.TryGetInt64(out var number);
        if (isSmall ? number < minimum : value.GetRawText()[0] == '-')
        {
            Add("greater_than_equal", $"Input should be greater than or equal to {minimum}", value, name, $"{{\"ge\":{minimum}}}");
        }
        else if (!isSmall || number > maximum)
        {
            Add("less_than_equal", $"Input should be less than or equal to {maximum}", value, name, $"{{\"le\":{maximum}}}");
        }

        return number;
    }

    /// <summary>A span of time, written as a number of seconds; null where it is absent or JSON null.</summary>
    /// <param name="name">The field.</param>
    public TimeSpan? Seconds(string name)
    {
        var value = Any(name);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            Add("float_type", "Input should be a valid number", value, name);
        }
        else if (value.GetDouble() is var seconds && !(seconds > 0))
        {
            Add("greater_than", "Input should be greater than 0", value, name, "{\"gt\":0}");
        }
        else if (seconds > MaxSeconds)
        {
            Add("less_than_equal", $"Input should be less than or equal to {MaxSeconds}", value, name, $"{{\"le\":{MaxSeconds}}}");
        }
        else
        {
            return TimeSpan.FromTicks(Math.Max(1, (long)(seconds * TimeSpan.TicksPerSecond)));
        }

        return null;
    }

    /// <summary>An object; undefined where it is absent.</summary>
    /// <param name="name">The field.</param>
    /// <param name="required">Whether it must be there.</param>
    public JsonElement Object(string name, bool required = false)
    {
        var value = Any(name);
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            Require(name, required);
        }
        else if (value.ValueKind != JsonValueKind.Object)
        {
            Add("dict_type", "Input should be a valid dictionary", value, name);
        }

        return value;
    }

    /// <summary>Adds an error.</summary>
    /// <param name="type">The kind of error.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="value">The offending value.</param>
    /// <param name="name">The field.</param>
    /// <param name="context">The error's own facts, a JSON object; null for none.</param>
    public void Add(string type, string message, JsonElement value, string name, string? context = null) =>
        Errors.Add(FieldErrorJson.Of(type, message, value.ValueKind == JsonValueKind.Undefined ? root : value, name) with { Context = context });

    /// <summary>The refusal of what is wrong; null where nothing is.</summary>
    public Problem? Problem() => Errors.Count == 0
        ? null
        : new Problem(ProblemCode.InvalidRequest, $"The request is not valid: {string.Join("; ", Errors.Take(5).Select(error => $"{error.DottedPath}: {error.Message}"))}.") { Errors = [.. Errors] };

    private void Require(string name, bool required)
    {
        if (required)
        {
            Errors.Add(FieldErrorJson.Missing(root, name));
        }
    }
}
