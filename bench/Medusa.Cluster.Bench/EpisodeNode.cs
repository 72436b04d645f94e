using Medusa.Actors;

namespace Medusa.Cluster.Bench;

/// <summary>The node with the episodes, in a process of its own.</summary>
internal static class EpisodeNode
{
    /// <summary>What the command line calls it.</summary>
    public const string Verb = "episode-node";

    /// <summary>Serves until the input ends.</summary>
    /// <param name="port">Where.</param>
    public static async Task RunAsync(int port)
    {
        await using var engine = await Engines.StartAsync(new ClusterOptions { Port = port, SeedNodes = [$"127.0.0.1:{port}"], Roles = ["episodes"] }, journal: new BorrowedJournal());
        await Console.In.ReadToEndAsync();
    }
}
