using Medusa.Bench.Measuring;
using Medusa.Bench.Network;

namespace Medusa.Bench.Benchmarks;

/// <summary>
/// Replies a second over 64 OpenEnv WebSockets of a server with the embedded engine and of a cluster of one, where every step goes through the shard region to the
/// episode's actor. Both run in processes of their own; rounds alternate.
/// </summary>
internal sealed class Engines(string environment) : IBenchmark
{
    private const int Sessions = 64;
    private const int Rounds = 9;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    public string Name => $"engines-{environment}";

    public string Description => $"replies/s over {Sessions} OpenEnv WebSockets (reset and eight steps a cycle, 16 seeds), cluster of one and embedded engine in turn";

    public async Task<IReadOnlyList<Sample>> RunAsync()
    {
        if (!File.Exists(Sockets.Beside(Path.Combine("engines", "akka", "Medusa.Actors.dll"))))
        {
            throw new InvalidOperationException("This benchmark needs Akka.NET's engine, which was not built.");
        }

        var cycles = Enumerable.Range(0, 16).Select(HappyPath.Frames).ToArray();
        var (akkaPort, embeddedPort) = (Sockets.FreePort(), Sockets.FreePort());
        using var akka = await StartAsync(akkaPort, "akka");
        using var embedded = await StartAsync(embeddedPort, "embedded");
        var (akkaLoad, embeddedLoad) = (Load(akkaPort, cycles), Load(embeddedPort, cycles));
        await akkaLoad.RunAsync(Sessions, TimeSpan.FromSeconds(20));
        await embeddedLoad.RunAsync(Sessions, TimeSpan.FromSeconds(20));
        var (sharded, local, shardedTime, localTime) = (new double[Rounds], new double[Rounds], new double[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            (local[round], localTime[round]) = await MeasureAsync(embedded, embeddedLoad);
            (sharded[round], shardedTime[round]) = await MeasureAsync(akka, akkaLoad);
        }

        return
        [
            new Sample("cluster of one", "replies/s", sharded),
            new Sample("embedded engine", "replies/s", local),
            new Sample("cluster of one ÷ embedded engine, round by round", "ratio", [.. sharded.Zip(local, (mine, other) => mine / other)]),
            new Sample("cluster of one, processor time a reply", "µs", shardedTime),
            new Sample("embedded engine, processor time a reply", "µs", localTime),
        ];
    }

    private static async Task<(double Replies, double Microseconds)> MeasureAsync(ChildProcess server, SocketLoad load)
    {
        var before = server.ProcessorSeconds;
        var replies = await load.RunAsync(Sessions, Length);
        return (replies, (server.ProcessorSeconds - before) / (replies * Length.TotalSeconds) * 1e6);
    }

    private SocketLoad Load(int port, byte[][][] cycles) => new(new Uri($"ws://127.0.0.1:{port}/envs/{environment}/ws"), cycles);

    private static Task<ChildProcess> StartAsync(int port, string engine) => ChildProcess.StartAsync(
        port, [Sockets.Beside("medusa.dll"), "serve", "--engine", engine], ("PORT", $"{port}"), ("HOST", "127.0.0.1"), ("Medusa__Journal__Kind", "memory"));
}
