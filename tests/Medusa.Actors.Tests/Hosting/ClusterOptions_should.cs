using System.ComponentModel.DataAnnotations;

namespace Medusa.Actors.Tests;

public sealed class ClusterOptions_should
{
    [Fact]
    public void Be_valid_as_they_come() => Assert.Empty(Faults(new ClusterOptions()));

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("a b:1")]
    [InlineData("a:0")]
    [InlineData("a:65536")]
    [InlineData(":1")]
    [InlineData("a:-1")]
    [InlineData("a: 1")]
    [InlineData("a/b:1")]
    [InlineData("akka.tcp://medusa@a:1")]
    [InlineData("")]
    public void Name_a_seed_node_that_is_none(string seed)
    {
        var fault = Assert.Single(Faults(new ClusterOptions { SeedNodes = { "a:1", seed } }));
        Assert.Equal($"Medusa:Cluster:SeedNodes has '{seed}': write host:port.", fault);
    }

    [Theory]
    [InlineData("node-0.nodes.svc.cluster.local:4053")]
    [InlineData("10.0.0.1:65535")]
    [InlineData("[::1]:4053")]
    public void Take_seed_nodes(string seed) => Assert.Empty(Faults(new ClusterOptions { SeedNodes = { seed } }));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("\"")]
    public void Name_a_role_that_is_none(string role) =>
        Assert.Equal($"Medusa:Cluster:Roles has '{role}': write letters, digits, _ and -.", Assert.Single(Faults(new ClusterOptions { Roles = { "episodes", role } })));

    [Fact]
    public void Refuse_a_cluster_in_which_nobody_would_run_episodes()
    {
        Assert.Equal(
            "Medusa:Cluster:Roles lacks 'episodes' and there are no Medusa:Cluster:SeedNodes: nobody would run episodes.",
            Assert.Single(Faults(new ClusterOptions { Roles = { "gateway" } })));
        Assert.Empty(Faults(new ClusterOptions { Roles = { "gateway" }, SeedNodes = { "a:1" } }));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public void Ask_for_an_address_that_others_can_dial(string hostname)
    {
        Assert.Equal($"Medusa:Cluster:Hostname is {hostname}, which others cannot dial: set Medusa:Cluster:PublicHostname.", Assert.Single(Faults(new ClusterOptions { Hostname = hostname })));
        Assert.Empty(Faults(new ClusterOptions { Hostname = hostname, PublicHostname = "pod-1" }));
    }

    [Fact]
    public void Refuse_values_out_of_range_by_name()
    {
        (ClusterOptions Options, string Name)[] wrong =
        [
            (new() { Hostname = "" }, nameof(ClusterOptions.Hostname)),
            (new() { Port = 65_536 }, nameof(ClusterOptions.Port)),
            (new() { Port = -1 }, nameof(ClusterOptions.Port)),
            (new() { PublicPort = 0 }, nameof(ClusterOptions.PublicPort)),
            (new() { Shards = 0 }, nameof(ClusterOptions.Shards)),
            (new() { Shards = 10_001 }, nameof(ClusterOptions.Shards)),
            (new() { MaxPendingRequests = 63 }, nameof(ClusterOptions.MaxPendingRequests)),
            (new() { ResendAfter = TimeSpan.FromMilliseconds(99) }, nameof(ClusterOptions.ResendAfter)),
            (new() { RequestTimeout = TimeSpan.FromHours(2) }, nameof(ClusterOptions.RequestTimeout)),
            (new() { MaxFrameBytes = 1_000 }, nameof(ClusterOptions.MaxFrameBytes)),
            (new() { SilenceAllowed = TimeSpan.Zero }, nameof(ClusterOptions.SilenceAllowed)),
            (new() { DownAfter = TimeSpan.Zero }, nameof(ClusterOptions.DownAfter)),
            (new() { HandOverTimeout = TimeSpan.FromMinutes(11) }, nameof(ClusterOptions.HandOverTimeout)),
            (new() { LeaveTimeout = TimeSpan.FromMilliseconds(1) }, nameof(ClusterOptions.LeaveTimeout)),
        ];
        foreach (var (options, name) in wrong)
        {
            Assert.Contains(name, Assert.Single(Faults(options)), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Faults(ClusterOptions options)
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        return faults.Select(fault => fault.ErrorMessage!);
    }
}
