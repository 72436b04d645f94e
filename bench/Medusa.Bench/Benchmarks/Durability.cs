using Medusa.Bench.Measuring;
using Medusa.Bench.Network;
using Medusa.Durability.Servers;
using ChildProcess = Medusa.Bench.Network.ChildProcess;

namespace Medusa.Bench.Benchmarks;

/// <summary>What durability costs: replies a second over OpenEnv WebSockets with each journal, servers in processes of their own, rounds in turn.</summary>
internal sealed class Durability(string environment) : IBenchmark
{
    private const int Rounds = 7;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);
    private static readonly int[] Sessions = [64, 1];
    private static readonly string[] Kinds = ["memory", "sqlite", "postgresql"];

    public string Name => $"durable-{environment}";

    public string Description => "replies/s over OpenEnv WebSockets (reset and eight steps a cycle, 16 seeds) with the memory, SQLite and PostgreSQL journals in turn";

    public async Task<IReadOnlyList<Sample>> RunAsync()
    {
        using var folder = new TemporaryFolder("bench");
        using var postgres = await PostgresServer.StartAsync();
        var cycles = Enumerable.Range(0, 16).Select(HappyPath.Frames).ToArray();
        var samples = new List<Sample> { new("fsync of 16 KiB", "ms", [.. DiskSync.Seconds(folder.Path).Select(seconds => seconds * 1e3)]) };
        var servers = new List<ChildProcess>();
        try
        {
            var loads = new List<SocketLoad>();
            foreach (var kind in Kinds)
            {
                var port = Medusa.Bench.Benchmarks.Sockets.FreePort();
                var connection = kind == "postgresql" ? postgres.ConnectionString(await postgres.CreateDatabaseAsync()) : "";
                servers.Add(await ChildProcess.StartAsync(
                    port, [Medusa.Bench.Benchmarks.Sockets.Beside("medusa.dll"), "serve"], ("PORT", $"{port}"), ("HOST", "127.0.0.1"),
                    ("Medusa__Journal__Kind", kind), ("Medusa__Journal__Path", folder.File("medusa.db")), ("Medusa__Journal__ConnectionString", connection)));
                loads.Add(new SocketLoad(new Uri($"ws://127.0.0.1:{port}/envs/{environment}/ws"), cycles));
            }

            foreach (var sessions in Sessions)
            {
                samples.AddRange(await MeasureAsync(loads, servers, sessions));
            }
        }
        finally
        {
            servers.ForEach(server => server.Dispose());
        }

        return samples;
    }

    private static async Task<IEnumerable<Sample>> MeasureAsync(List<SocketLoad> loads, List<ChildProcess> servers, int sessions)
    {
        var rates = Kinds.Select(_ => new double[Rounds]).ToArray();
        var processor = Kinds.Select(_ => new double[Rounds]).ToArray();
        foreach (var load in loads)
        {
            await load.RunAsync(sessions, TimeSpan.FromSeconds(8));
        }

        for (var round = 0; round < Rounds; round++)
        {
            for (var kind = 0; kind < Kinds.Length; kind++)
            {
                var before = servers[kind].ProcessorSeconds;
                rates[kind][round] = await loads[kind].RunAsync(sessions, Length);
                processor[kind][round] = (servers[kind].ProcessorSeconds - before) / (rates[kind][round] * Length.TotalSeconds) * 1e6;
            }
        }

        var plural = sessions == 1 ? "session" : "sessions";
        return Kinds.Select((kind, at) => new Sample($"{kind}, {sessions} {plural}", "replies/s", rates[at]))
            .Concat(Kinds.Skip(1).Select((kind, at) => new Sample($"{kind} ÷ memory, {sessions} {plural}", "ratio", [.. rates[at + 1].Zip(rates[0], (durable, other) => durable / other)])))
            .Concat(Kinds.Select((kind, at) => new Sample($"{kind}, processor time a reply, {sessions} {plural}", "µs", processor[at])));
    }
}
