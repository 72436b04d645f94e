namespace Medusa.Client;

/// <summary>One request of the native API.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the server's address, without a leading slash.</param>
/// <param name="Body">UTF-8 JSON, or null.</param>
/// <param name="IsRepeatable">Whether sending it twice does it once.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path, byte[]? Body, bool IsRepeatable);
