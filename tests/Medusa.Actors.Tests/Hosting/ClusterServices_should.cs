using Medusa.Episodes;
using Medusa.Episodes.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Medusa.Actors.Tests;

[Collection(Clusters.Name)]
public sealed class ClusterServices_should
{
    [Fact]
    public async Task Join_with_the_host_s_start_and_leave_with_its_stop()
    {
        using var host = Build(("Medusa:Cluster:LeaveTimeout", "00:00:20"));
        await host.StartAsync();
        var engine = host.Services.GetRequiredService<AkkaEngine>();
        Assert.Same(engine, host.Services.GetRequiredService<IEpisodeEngine>());
        await TestCluster.UntilAsync(() => engine.WhyNotReady is null, "the node is ready");
        Assert.Null(CountingHost.Code(await TestCluster.CreateAsync(engine, "e")));
        Assert.Equal(TimeSpan.FromSeconds(50), host.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
        await host.StopAsync();
        Assert.True(engine.Node!.System.WhenTerminated.IsCompleted);
        Assert.Equal(ProblemCode.ShuttingDown, CountingHost.Code(await TestCluster.StepAsync(engine, "e")));
        Assert.False(engine.WasRemoved);
    }

    [Theory]
    [InlineData("Medusa:Cluster:Port", "99999", "Port")]
    [InlineData("Medusa:Cluster:SeedNodes:0", "nobody", "SeedNodes has 'nobody'")]
    [InlineData("Medusa:Cluster:LeaveTimeout", "00:00:00", "LeaveTimeout")]
    public async Task Stop_a_start_with_wrong_options(string key, string value, string named)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            using var host = Build((key, value));
            await host.StartAsync();
        });
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Let_code_change_what_the_configuration_says()
    {
        using var host = Build(options => options.Shards = 7, ("Medusa:Cluster:Shards", "9"), ("Medusa:Cluster:MaxPendingRequests", "100"));
        var options = host.Services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        Assert.Equal((7, 100), (options.Shards, options.MaxPendingRequests));
    }

    private static IHost Build(params (string Key, string Value)[] settings) => Build(null, settings);

    private static IHost Build(Action<ClusterOptions>? configure, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.ClearProviders();
        builder.Services.AddOptions<EpisodesOptions>();
        builder.Services.AddSingleton<IEnvironmentCatalogue>(CountingHost.Catalogue(CountingEnvironment.Make(), CountingHost.Provenance));
        builder.Services.AddSingleton<IEpisodeJournal>(new MemoryJournal(10));
        builder.Services.AddMedusaCluster(configure);
        return builder.Build();
    }
}
