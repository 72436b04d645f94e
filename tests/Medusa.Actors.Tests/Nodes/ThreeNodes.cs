using Medusa.Episodes.Tests;

namespace Medusa.Actors.Tests;

/// <summary>Two nodes with episodes and a gateway, for tests that leave the cluster as it is.</summary>
public sealed class ThreeNodes : IAsyncLifetime
{
    private readonly TestCluster cluster = new();

    internal ObservedJournal Journal => cluster.Journal;

    internal AkkaEngine A { get; private set; } = null!;

    internal AkkaEngine B { get; private set; } = null!;

    internal AkkaEngine Gateway { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        static void Small(ClusterOptions options) => options.MaxFrameBytes = 1 << 20;
        A = await cluster.StartAsync("a", configure: Small);
        B = await cluster.StartAsync("b", configure: Small);
        Gateway = await cluster.StartAsync("g", "gateway", configure: Small);
    }

    public async Task DisposeAsync() => await cluster.DisposeAsync();
}
