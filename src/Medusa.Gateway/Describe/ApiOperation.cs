namespace Medusa.Gateway;

/// <summary>One route of the API, for the OpenAPI documents.</summary>
/// <param name="Method">The method, in lower case.</param>
/// <param name="Path">The path; parts in braces vary.</param>
/// <param name="Tag">The group it is listed in.</param>
/// <param name="Summary">What it does.</param>
internal sealed record ApiOperation(string Method, string Path, string Tag, string Summary)
{
    /// <summary>What else is worth knowing; null for nothing.</summary>
    public string? Description { get; init; }

    /// <summary>The schema of the request's body; null for none.</summary>
    public string? Request { get; init; }

    /// <summary>Whether the body may be left out.</summary>
    public bool IsRequestOptional { get; init; }

    /// <summary>The schema of the answer; null for none.</summary>
    public string? Response { get; init; }

    /// <summary>The answer's content type.</summary>
    public string ResponseType { get; init; } = "application/json";

    /// <summary>Another content type that the header Accept may ask for; null for none.</summary>
    public string? OtherType { get; init; }

    /// <summary>The status of success.</summary>
    public string Status { get; init; } = "200";

    /// <summary>Another status of success, without a body; null for none.</summary>
    public string? OtherStatus { get; init; }

    /// <summary>Whether an answer may be the recorded one of an earlier request.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>Whether it needs no API key.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The names of parameters of the URL's query and of headers, as <see cref="ApiParameters"/> has them.</summary>
    public string[] Parameters { get; init; } = [];

    /// <summary>The codes of its refusals, beside those that <see cref="ApiErrors"/> derives.</summary>
    public string[] Errors { get; init; } = [];

    /// <summary>Values of parameters with which it succeeds.</summary>
    public (string Name, string Value)[] Examples { get; init; } = [];

    /// <summary>A body with which it succeeds, in JSON; <see cref="ApiExamples"/> says what may vary. Null for none.</summary>
    public string? Body { get; init; }

    /// <summary>Whether it is of the native API, whose refusals are problems.</summary>
    public bool IsNative => Path.StartsWith("/v1/", StringComparison.Ordinal);

    /// <summary>The operation's id, unique in the document.</summary>
    public string Id => $"{Method}{string.Concat(Path.Split('/', '.', '{', '}').Where(part => part.Length > 0).Select(part => "_" + part))}";

    /// <summary>The parameters of the path.</summary>
    public IEnumerable<string> PathParameters => Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
}
