using System.Text.Json;

namespace Medusa.Gateway.Tests;

/// <summary>The six criteria of <c>openenv validate --url</c>, for each environment and prefix.</summary>
public sealed class Validator_should
{
    [Theory]
    [InlineData("")]
    [InlineData("/envs/medusa")]
    [InlineData("/envs/medusa-v0")]
    public async Task Pass_every_criterion(string prefix)
    {
        await using var server = await GatewayServer.StartAsync();
        var openapi = await server.SendAsync("GET", $"{prefix}/openapi.json");
        Assert.Equal(200, openapi.Status);
        Assert.StartsWith("1.", openapi.Json.GetProperty("info").GetProperty("version").GetString());
        var paths = openapi.Json.GetProperty("paths");
        Assert.True(paths.TryGetProperty("/reset", out _) && paths.TryGetProperty("/step", out _) && paths.TryGetProperty("/state", out _));
        Assert.Equal("healthy", (await server.SendAsync("GET", $"{prefix}/health")).Json.GetProperty("status").GetString());
        var metadata = (await server.SendAsync("GET", $"{prefix}/metadata")).Json;
        Assert.NotEmpty(metadata.GetProperty("name").GetString()!);
        Assert.NotEmpty(metadata.GetProperty("description").GetString()!);
        var schema = (await server.SendAsync("GET", $"{prefix}/schema")).Json;
        Assert.All(["action", "observation", "state"], name => Assert.Equal(JsonValueKind.Object, schema.GetProperty(name).ValueKind));
        var mcp = await server.SendAsync("POST", $"{prefix}/mcp", "{}");
        Assert.Equal(200, mcp.Status);
        Assert.Equal("2.0", mcp.Json.GetProperty("jsonrpc").GetString());
        Assert.Equal(-32600, mcp.Json.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("health")]
    [InlineData("metadata")]
    [InlineData("schema")]
    [InlineData("openapi.json")]
    public async Task Fail_for_an_environment_that_is_not_offered(string route)
    {
        await using var server = await GatewayServer.StartAsync();
        Assert.Equal(404, (await server.SendAsync("GET", $"/envs/nobody/{route}")).Status);
    }
}
