namespace Medusa.Gateway;

/// <summary>One route of the API, for the OpenAPI document and the page of routes.</summary>
/// <param name="Method">The method, in lower case.</param>
/// <param name="Path">The path; parts in braces vary.</param>
/// <param name="Tag">The group it is listed in.</param>
/// <param name="Summary">What it does.</param>
internal sealed record ApiOperation(string Method, string Path, string Tag, string Summary)
{
    /// <summary>The schema of the request's body; null for none.</summary>
    public string? Request { get; init; }

    /// <summary>The schema of the answer; null for none.</summary>
    public string? Response { get; init; } = "Answer";

    /// <summary>The answer's content type.</summary>
    public string ResponseType { get; init; } = "application/json";

    /// <summary>The status of success.</summary>
    public string Status { get; init; } = "200";

    /// <summary>The parameters of the URL.</summary>
    public string[] Query { get; init; } = [];

    /// <summary>The operation's id, unique in the document.</summary>
    public string Id => $"{Method}{string.Concat(Path.Split('/', '.', '{', '}').Where(part => part.Length > 0).Select(part => "_" + part))}";
}
