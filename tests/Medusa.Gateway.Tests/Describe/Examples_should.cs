using System.Text;
using System.Text.Json;

namespace Medusa.Gateway.Tests.Describe;

/// <summary>The examples of the OpenAPI documents succeed when they are sent in their order, and are answered as described.</summary>
public sealed class Examples_should
{
    public static TheoryData<string> Prefixes => ApiServer.Prefixes;

    [Theory]
    [MemberData(nameof(Prefixes))]
    public async Task Succeed_and_be_answered_as_described(string prefix)
    {
        await using var server = await ApiServer.StartAsync();
        var document = await ApiServer.DocumentAsync(server, prefix);
        var faults = new List<string>();
        foreach (var (method, path, operation) in ApiServer.Operations(document))
        {
            faults.AddRange((await RunAsync(server, document, method, prefix, path, operation)).Select(fault => $"{method} {path}: {fault}"));
        }

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Prefixes))]
    public async Task Succeed_again(string prefix)
    {
        await using var server = await ApiServer.StartAsync();
        var document = await ApiServer.DocumentAsync(server, prefix);
        foreach (var (method, path, operation) in ApiServer.Operations(document).Where(operation => !IsUpgrade(operation.Operation) && operation.Method == "POST"))
        {
            _ = await RunAsync(server, document, method, prefix, path, operation);
            Assert.Empty(await RunAsync(server, document, method, prefix, path, operation));
        }
    }

    [Theory]
    [InlineData("/ws")]
    [InlineData("/mcp")]
    [InlineData("/v1/ws")]
    public async Task Be_of_routes_that_upgrade_where_it_says_so(string path)
    {
        await using var server = await ApiServer.StartAsync();
        var document = await ApiServer.DocumentAsync(server, "");
        Assert.True(IsUpgrade(document.GetProperty("paths").GetProperty(path).GetProperty("get")));
        using var socket = await server.ConnectAsync(path);
    }

    [Fact]
    public async Task Be_there_for_all_that_can_be_called()
    {
        await using var server = await ApiServer.StartAsync();
        var without = ApiServer.Operations(await ApiServer.DocumentAsync(server, ""))
            .Where(operation => !IsUpgrade(operation.Operation) && !IsRunnable(operation.Operation)).Select(operation => $"{operation.Method} {operation.Path}");
        // The session that it ends is named by a header that another answer has.
        Assert.Equal(["DELETE /mcp"], without);
    }

    private static async Task<IEnumerable<string>> RunAsync(GatewayServer server, JsonElement document, string method, string prefix, string path, JsonElement operation)
    {
        if (IsUpgrade(operation) || !IsRunnable(operation))
        {
            return [];
        }

        using var request = new HttpRequestMessage(new HttpMethod(method), prefix + Url(path, operation));
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/html, */*");
        if (Body(operation) is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        // What streams does not end: the headers are enough.
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestTime.Limit());
        var status = ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!response.IsSuccessStatusCode && status != "307")
        {
            return [$"{status} {await response.Content.ReadAsStringAsync()}"];
        }

        if (!operation.GetProperty("responses").TryGetProperty(status, out var described))
        {
            return [$"{status} is not described"];
        }

        var type = response.Content.Headers.ContentType?.MediaType;
        if (!described.TryGetProperty("content", out var content))
        {
            return type is null ? [] : [$"has a body of {type}"];
        }

        return !content.TryGetProperty(type ?? "nothing", out var media) ? [$"answers {type}"]
            : type != "application/json" ? []
            : new JsonSchema(document).Faults(media.GetProperty("schema"), JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private static bool IsUpgrade(JsonElement operation) => operation.GetProperty("responses").TryGetProperty("101", out _);

    private static bool IsRunnable(JsonElement operation) =>
        Parameters(operation).All(parameter => !parameter.GetProperty("required").GetBoolean() || parameter.TryGetProperty("example", out _))
        && (!operation.TryGetProperty("requestBody", out _) || Body(operation) is not null);

    private static string? Body(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").GetProperty("application/json").TryGetProperty("example", out var example) ? example.GetRawText() : null;

    private static string Url(string path, JsonElement operation)
    {
        var query = new List<string>();
        foreach (var parameter in Parameters(operation).Where(parameter => parameter.TryGetProperty("example", out _)))
        {
            var (name, value) = (parameter.GetProperty("name").GetString()!, Uri.EscapeDataString(parameter.GetProperty("example").ToString()));
            if (parameter.GetProperty("in").GetString() == "path")
            {
                path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            }
            else
            {
                query.Add($"{name}={value}");
            }
        }

        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    private static IEnumerable<JsonElement> Parameters(JsonElement operation) => operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];
}
