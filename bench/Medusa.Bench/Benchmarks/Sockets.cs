using System.Net;
using System.Net.Sockets;
using Medusa.Bench.Measuring;
using Medusa.Bench.Network;

namespace Medusa.Bench.Benchmarks;

/// <summary>
/// Replies a second over 64 OpenEnv WebSockets, against an empty server with the same host and middleware that answers frames of the same sizes. Both servers
/// run in processes of their own beside the client; rounds alternate, so that noise of the machine hits both.
/// </summary>
internal sealed class Sockets(string environment, bool freshSeeds) : IBenchmark
{
    private const int Sessions = 64;
    private const int Rounds = 7;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    public string Name => freshSeeds ? $"sockets-{environment}-fresh" : $"sockets-{environment}";

    public string Description =>
        $"replies/s over {Sessions} OpenEnv WebSockets (reset and eight steps a cycle, {(freshSeeds ? "every reset with a new seed" : "16 seeds")}), Medusa and an empty server in turn";

    public async Task<IReadOnlyList<Sample>> RunAsync()
    {
        var cycles = Enumerable.Range(0, freshSeeds ? 200_000 : 16).Select(HappyPath.Frames).ToArray();
        var (medusaPort, echoPort) = (FreePort(), FreePort());
        using var medusa = await ChildProcess.StartAsync(medusaPort, [Beside("medusa.dll"), "serve"], ("PORT", $"{medusaPort}"), ("HOST", "127.0.0.1"), ("Medusa__Journal__Kind", "memory"));
        var medusaLoad = new SocketLoad(new Uri($"ws://127.0.0.1:{medusaPort}/envs/{environment}/ws"), cycles);
        var sizes = (await medusaLoad.RecordAsync(0)).Select(reply => $"{reply.Length}").ToArray();
        using var echo = await ChildProcess.StartAsync(echoPort, [Beside("Medusa.Bench.dll"), EchoServer.Verb, $"{echoPort}", .. sizes]);
        var echoLoad = new SocketLoad(new Uri($"ws://127.0.0.1:{echoPort}/ws"), cycles);

        var warmUp = TimeSpan.FromSeconds(20);
        await medusaLoad.RunAsync(Sessions, warmUp);
        await echoLoad.RunAsync(Sessions, warmUp / 2);
        var (replies, empty, processor) = (new double[Rounds], new double[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            empty[round] = await echoLoad.RunAsync(Sessions, Length);
            var before = medusa.ProcessorSeconds;
            replies[round] = await medusaLoad.RunAsync(Sessions, Length);
            processor[round] = (medusa.ProcessorSeconds - before) / (replies[round] * Length.TotalSeconds) * 1e6;
        }

        return
        [
            new Sample("Medusa", "replies/s", replies),
            new Sample("empty server", "replies/s", empty),
            new Sample("Medusa ÷ empty server, round by round", "ratio", [.. replies.Zip(empty, (mine, other) => mine / other)]),
            new Sample("Medusa, processor time a reply", "µs", processor),
        ];
    }

    internal static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
