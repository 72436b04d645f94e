using System.Text.Json;
using Medusa.Episodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Medusa.Gateway.Tests.Describe;

/// <summary>The OpenAPI documents are valid, and describe what is served, all of it and nothing else.</summary>
public sealed class OpenApi_should
{
    public static TheoryData<string> Prefixes => ApiServer.Prefixes;

    [Theory]
    [MemberData(nameof(Prefixes))]
    public async Task Be_valid(string prefix)
    {
        await using var server = await ApiServer.StartAsync();
        var text = (await server.SendAsync("GET", $"{prefix}/openapi.json")).Body;
        var result = Microsoft.OpenApi.OpenApiDocument.Parse(text, "json");
        Assert.Empty(result.Diagnostic!.Errors.Select(error => error.ToString()));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, result.Diagnostic.SpecificationVersion);
        Assert.NotEmpty(result.Document!.Paths);
    }

    [Theory]
    [InlineData("/envs/{environment}", "/envs/medusa")]
    [InlineData("", "")]
    public async Task List_every_route_that_is_mapped_and_no_other(string mapped, string prefix)
    {
        await using var server = await ApiServer.StartAsync();
        var routes = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => mapped.Length > 0 == endpoint.RoutePattern.RawText!.StartsWith("/envs/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Where(method => method != "HEAD")
                .Select(method => $"{method} {endpoint.RoutePattern.RawText![mapped.Length..].Replace("{page?}", "", StringComparison.Ordinal)}"));
        var listed = ApiServer.Operations(await ApiServer.DocumentAsync(server, prefix)).Select(operation => $"{operation.Method} {operation.Path}");
        Assert.Equal(routes.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Prefixes))]
    public async Task Refer_only_to_what_it_has_and_have_only_what_it_refers_to(string prefix)
    {
        await using var server = await ApiServer.StartAsync();
        var document = await ApiServer.DocumentAsync(server, prefix);
        var schema = new JsonSchema(document);
        Assert.All(References(document), reference => schema.Find(reference));
        Assert.All(ApiServer.Operations(document).GroupBy(operation => operation.Operation.GetProperty("operationId").GetString()), group => Assert.Single(group));
    }

    [Theory]
    [MemberData(nameof(Prefixes))]
    public async Task Say_with_what_codes_an_operation_refuses(string prefix)
    {
        await using var server = await ApiServer.StartAsync();
        var document = await ApiServer.DocumentAsync(server, prefix);
        Assert.All(ApiServer.Operations(document), operation =>
        {
            var isOpen = operation.Operation.TryGetProperty("security", out var security) && security.GetArrayLength() == 0;
            Assert.Equal(!isOpen, operation.Operation.GetProperty("responses").TryGetProperty("401", out _));
            Assert.True(operation.Operation.GetProperty("responses").TryGetProperty("default", out _));
        });
    }

    [Fact]
    public async Task Know_every_code_of_a_problem()
    {
        await using var server = await ApiServer.StartAsync();
        var codes = (await ApiServer.DocumentAsync(server, "")).GetProperty("components").GetProperty("schemas").GetProperty("Problem").GetProperty("properties").GetProperty("code").GetProperty("enum");
        var declared = typeof(ProblemCode).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        Assert.Subset(codes.EnumerateArray().Select(code => code.GetString()!).ToHashSet(), declared.ToHashSet());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/envs/dataselect")]
    public async Task Say_which_operations_need_no_key_as_it_is(string prefix)
    {
        await using var server = await ApiServer.StartAsync(("Keys:0:Id", "one"), ("Keys:0:Sha256", new string('0', 64)));
        await using var open = await ApiServer.StartAsync();
        foreach (var (method, path, operation) in ApiServer.Operations(await ApiServer.DocumentAsync(open, prefix)))
        {
            var isOpen = operation.TryGetProperty("security", out var security) && security.GetArrayLength() == 0;
            var answer = await server.SendAsync(method, prefix + path.Replace("{file}", path.StartsWith("/web", StringComparison.Ordinal) ? "app.js" : "docs.js", StringComparison.Ordinal), method == "POST" ? "{}" : null);
            Assert.True((answer.Status != 401) == isOpen, $"{method} {path} answers {answer.Status} without a key.");
        }
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [property.Value.GetString()!] : References(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
