namespace Medusa.Client;

/// <summary>Which of the caller's episodes to list. What is null does not narrow the list.</summary>
public sealed record EpisodeFilter
{
    /// <summary>Only this environment's.</summary>
    public string? Environment { get; init; }

    /// <summary>Only those that are <c>running</c>, <c>done</c>, <c>closed</c> or <c>expired</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Only members of this group.</summary>
    public string? Group { get; init; }

    /// <summary>Only those with this label, written <c>name:value</c>.</summary>
    public string? Label { get; init; }

    /// <summary>Only ids after this one.</summary>
    public string? After { get; init; }

    /// <summary>How many episodes one request asks for.</summary>
    /// <value>1 to 1,000; default 500.</value>
    public int PageSize { get; init; } = 500;

    /// <summary>The list's address from a page on.</summary>
    internal string PathAfter(string? after)
    {
        var parts = new (string Name, string? Value)[]
        {
            ("environment", Environment),
            ("status", Status),
            ("group", Group),
            ("label", Label),
            ("after", after),
            ("limit", PageSize.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        };
        return $"v1/episodes?{string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"))}";
    }
}
