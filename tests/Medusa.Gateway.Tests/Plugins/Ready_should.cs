namespace Medusa.Gateway.Tests;

public sealed class Ready_should
{
    [Fact]
    public async Task Be_false_while_a_required_environment_is_missing_and_leave_the_process_alive()
    {
        await using var server = await PluginServer.StartAsync([SamplePlugin.Source()]);
        Assert.Equal(200, (await server.Gateway.SendAsync("GET", "/ready")).Status);
        server.Host.MissingEnvironments = ["sample@9"];
        var answer = await server.Gateway.SendAsync("GET", "/ready");
        Assert.Equal(503, answer.Status);
        Assert.Equal("[\"sample@9\"]", answer.Json.GetProperty("missing").GetRawText());
        Assert.Equal(200, (await server.Gateway.SendAsync("GET", "/health")).Status);
        server.Host.MissingEnvironments = [];
        Assert.Equal(200, (await server.Gateway.SendAsync("GET", "/ready")).Status);
    }

    [Fact]
    public async Task Be_false_without_any_environment()
    {
        await using var server = await PluginServer.StartAsync([]);
        Assert.Equal(503, (await server.Gateway.SendAsync("GET", "/ready")).Status);
        Assert.Equal(503, (await server.Gateway.SendAsync("POST", "/reset", "{}")).Status);
    }
}
