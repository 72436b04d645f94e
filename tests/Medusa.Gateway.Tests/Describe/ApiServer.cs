using System.Text.Json;

namespace Medusa.Gateway.Tests.Describe;

/// <summary>Servers with the installed plugins, and the operations of their OpenAPI documents.</summary>
internal static class ApiServer
{
    /// <summary>What stands before the routes of each document.</summary>
    public static TheoryData<string> Prefixes => ["", "/envs/medusa", "/envs/medusa-v0", "/envs/dataselect", "/envs/dataselect-v0"];

    /// <summary>A server whose plugins can be loaded again.</summary>
    public static Task<GatewayServer> StartAsync(params (string Name, string Value)[] settings) =>
        GatewayServer.StartAsync(_ => { }, [("Journal:Kind", "memory"), .. settings]);

    /// <summary>A document.</summary>
    public static async Task<JsonElement> DocumentAsync(GatewayServer server, string prefix)
    {
        var answer = await server.SendAsync("GET", $"{prefix}/openapi.json");
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    /// <summary>The operations of a document, in its order.</summary>
    public static IEnumerable<(string Method, string Path, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name.ToUpperInvariant(), path.Name, operation.Value);
}
