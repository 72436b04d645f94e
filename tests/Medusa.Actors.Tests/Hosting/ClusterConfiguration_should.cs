using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Medusa.Actors.Tests;

public sealed class ClusterConfiguration_should
{
    /// <summary>What Akka.NET has no default for: it is Medusa's to name.</summary>
    private static readonly string[] WithoutDefault =
    [
        "akka.actor.serializers.medusa",
        "akka.actor.serialization-bindings.",
        "akka.actor.serialization-identifiers.",
    ];

    [Fact]
    public void Take_over_every_option()
    {
        var config = ClusterConfiguration.Of(new ClusterOptions
        {
            Hostname = "0.0.0.0",
            PublicHostname = "pod-1.nodes",
            Port = 4053,
            PublicPort = 4054,
            SeedNodes = { "pod-0.nodes:4053", "pod-1.nodes:4053" },
            Roles = { "episodes", "big" },
            MaxFrameBytes = 5_000_001,
            SilenceAllowed = TimeSpan.FromSeconds(7),
            DownAfter = TimeSpan.FromSeconds(8),
            HandOverTimeout = TimeSpan.FromSeconds(9),
        });
        var tcp = config.GetConfig("akka.remote.dot-netty.tcp");
        Assert.Equal(("0.0.0.0", "pod-1.nodes", 4053, 4054), (tcp.GetString("hostname"), tcp.GetString("public-hostname"), tcp.GetInt("port"), tcp.GetInt("public-port")));
        Assert.Equal(5_000_001, tcp.GetByteSize("maximum-frame-size"));
        Assert.Equal(["episodes", "big"], config.GetStringList("akka.cluster.roles"));
        Assert.Equal(["akka.tcp://medusa@pod-0.nodes:4053", "akka.tcp://medusa@pod-1.nodes:4053"], config.GetStringList("akka.cluster.seed-nodes"));
        Assert.Equal(TimeSpan.FromSeconds(7), config.GetTimeSpan("akka.cluster.failure-detector.acceptable-heartbeat-pause"));
        Assert.Equal(TimeSpan.FromSeconds(8), config.GetTimeSpan("akka.cluster.split-brain-resolver.stable-after"));
        Assert.Equal(TimeSpan.FromSeconds(9), config.GetTimeSpan("akka.cluster.sharding.handoff-timeout"));
        Assert.Equal(TimeSpan.FromSeconds(9), config.GetTimeSpan("akka.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout"));
    }

    [Fact]
    public void Be_reached_under_the_address_it_listens_on_where_no_other_is_given()
    {
        var tcp = ClusterConfiguration.Of(new ClusterOptions { Hostname = "127.0.0.3" }).GetConfig("akka.remote.dot-netty.tcp");
        Assert.Equal("127.0.0.3", tcp.GetString("public-hostname"));
        Assert.False(tcp.HasPath("public-port"));
    }

    [Fact]
    public void Not_let_a_name_become_a_setting()
    {
        var config = ClusterConfiguration.Of(new ClusterOptions { Hostname = "a\"\nakka.loglevel = \"OFF", PublicHostname = "b\\" });
        Assert.Equal("INFO", config.GetString("akka.loglevel"));
    }

    [Fact]
    public async Task Set_nothing_that_Akka_does_not_know()
    {
        using var system = ActorSystem.Create("reference", ConfigurationFactory.ParseString("""
            akka.actor.provider = cluster
            akka.remote.dot-netty.tcp.hostname = "127.0.0.1"
            akka.remote.dot-netty.tcp.port = 0
            akka.loggers = []
            akka.stdout-loglevel = OFF
            """));
        ClusterSharding.Get(system);
        var known = system.Settings.Config;
        var keys = Leaves(ClusterConfiguration.Of(new ClusterOptions { PublicPort = 1, SeedNodes = { "a:1" } })).ToArray();
        Assert.InRange(keys.Length, 40, 200);
        Assert.All(keys, key => Assert.True(known.HasPath(key) || WithoutDefault.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)), key));
        Assert.False(known.HasPath("akka.cluster.sharding.no-such-setting"));
        await system.Terminate();
    }

    private static IEnumerable<string> Leaves(Config config)
    {
        for (Config? part = config; part is not null; part = part.Fallback)
        {
            foreach (var leaf in part.Root.GetObject().Items.SelectMany(item => Leaves(item.Key, item.Value)))
            {
                yield return leaf;
            }
        }
    }

    private static IEnumerable<string> Leaves(string path, HoconValue value) => value.IsObject()
        ? value.GetObject().Items.SelectMany(item => Leaves($"{path}.{item.Key}", item.Value))
        : [path];
}
