using Medusa.Episodes;
using Medusa.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway.Tests;

public sealed class InstalledEngine_should : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("medusa-engines-");

    [Theory]
    [InlineData("auto")]
    [InlineData("akka")]
    public async Task Run_the_gateways_episodes(string engine)
    {
        SampleEngine.Write(root.FullName, SampleEngine.Source().Compile());
        await using var server = await StartAsync(engine);

        Assert.Equal("akka", server.Services.GetRequiredService<IEpisodeEngine>().Name);
        Assert.Equal(200, (await server.SendAsync("POST", "/envs/medusa-v0/reset", "{}")).Status);
        Assert.Equal("{\"status\":\"live\"}", (await server.SendAsync("GET", "/live")).Body);
    }

    [Fact]
    public async Task Be_replaced_by_the_embedded_one_and_one_line_of_the_log_where_there_is_none()
    {
        using var log = new TestLog();
        await using var server = await StartAsync("auto", log);

        Assert.Equal("embedded", (await server.SendAsync("GET", "/v1/cluster")).Json.GetProperty("engine").GetString());
        Assert.Single(log.Text.Split('\n'), line => line.Contains("Akka.NET's engine is not installed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Not_be_spoken_of_where_the_embedded_one_is_asked_for()
    {
        using var log = new TestLog();
        await using var server = await StartAsync("embedded", log);
        Assert.DoesNotContain("Akka", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Have_the_process_restarted_where_it_is_stuck_and_say_so_to_everybody()
    {
        SampleEngine.Write(root.FullName, SampleEngine.Source().Compile());
        await using var server = await StartAsync("akka", null, ("Sick", "The mailbox stands still."), ("Keys:0:Id", "a"), ("Keys:0:Sha256", new string('0', 64)));

        var answer = await server.SendAsync("GET", "/live");

        Assert.Equal((503, "{\"status\":\"The mailbox stands still.\"}"), (answer.Status, answer.Body));
        Assert.Equal(200, (await server.SendAsync("GET", "/health")).Status);
        Assert.Equal(401, (await server.SendAsync("GET", "/v1/cluster")).Status);
    }

    [Fact]
    public async Task End_the_start_where_it_is_broken()
    {
        SampleEngine.Write(root.FullName, [0]);
        await Assert.ThrowsAsync<EngineStartException>(() => StartAsync("auto"));
    }

    public void Dispose() => root.Delete(recursive: true);

    private Task<GatewayServer> StartAsync(string engine, TestLog? log = null, params (string Name, string Value)[] settings) => GatewayServer.StartAsync(
        services =>
        {
            services.AddSingleton<IEnvironmentCatalogue>(TestEnvironments.Catalogue);
            if (log is not null)
            {
                services.AddSingleton<ILoggerProvider>(log);
            }
        },
        [.. settings, ("Engine", engine), ("EnginesPath", root.FullName)]);
}
