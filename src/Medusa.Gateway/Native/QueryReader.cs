using System.Globalization;
using Medusa.Episodes;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>Reads a URL's parameters and collects what is wrong with them; unknown ones are refused.</summary>
internal sealed class QueryReader
{
    private static readonly TimeSpan GreatestAge = TimeSpan.FromDays(36_500);

    private readonly IQueryCollection query;
    private readonly List<FieldError> errors = [];

    /// <summary>Reads parameters.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="known">Their names.</param>
    public QueryReader(IQueryCollection query, string[] known)
    {
        this.query = query;
        foreach (var name in query.Keys.Where(name => !known.Contains(name)).Take(100))
        {
            Add(name, "extra_forbidden", $"Unknown parameter; known are {string.Join(", ", known)}");
        }
    }

    /// <summary>A text; null where it is absent.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="required">Whether it must be there, and not empty.</param>
    public string? Text(string name, bool required = false)
    {
        var text = query.TryGetValue(name, out var value) ? value.ToString() : null;
        if (required && string.IsNullOrEmpty(text))
        {
            Add(name, "missing", "Parameter required");
        }

        return text;
    }

    /// <summary>One of some texts; null where it is absent.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="choices">The texts.</param>
    public string? Choice(string name, string[] choices)
    {
        var text = Text(name);
        if (text is not null && !choices.Contains(text))
        {
            Add(name, "literal_error", $"Input should be one of {string.Join(", ", choices)}");
        }

        return text;
    }

    /// <summary>Some texts, separated by commas; null where it is absent.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="choices">The texts there are.</param>
    public string[]? Choices(string name, string[] choices)
    {
        var texts = Text(name)?.Split(',');
        if (texts?.All(choices.Contains) == false)
        {
            Add(name, "literal_error", $"Input should be some of {string.Join(", ", choices)}, separated by commas");
        }

        return texts;
    }

    /// <summary>An age such as <c>90s</c>, <c>15m</c>, <c>24h</c> or <c>7d</c>; null where it is absent.</summary>
    /// <param name="name">The parameter.</param>
    public TimeSpan? Age(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        TimeSpan? unit = text.LastOrDefault() switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        if (unit is { } one && int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= GreatestAge / one)
        {
            return count * one;
        }

        Add(name, "time_delta_parsing", $"Input should be a number followed by s, m, h or d, such as 7d, at most {GreatestAge.TotalDays:0}d");
        return null;
    }

    /// <summary>An integer; null where it is absent.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value.</param>
    public int? Integer(string name, int minimum, int maximum)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        Add(name, "int_parsing", $"Input should be an integer from {minimum} to {maximum}");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>; false where it is absent.</summary>
    /// <param name="name">The parameter.</param>
    public bool Flag(string name) => Choice(name, ["true", "false"]) == "true";

    /// <summary>The refusal of what is wrong; null where nothing is.</summary>
    public Problem? Problem() => errors.Count == 0
        ? null
        : new Problem(ProblemCode.InvalidRequest, $"{errors[0].DottedPath}: {errors[0].Message}.") { Errors = [.. errors] };

    private void Add(string name, string type, string message) => errors.Add(new FieldError([name], type, message, "null"));
}
