using Medusa.Bench.Measuring;
using Medusa.Bench.Network;

namespace Medusa.Bench.Benchmarks;

/// <summary>Steps a second of many episodes through <c>POST /v1/steps</c>, the client on the same processors.</summary>
internal sealed class Batches(string environment) : IBenchmark
{
    private const int Episodes = 4096;
    private const int Rounds = 9;
    private static readonly int[] Connections = [1, 2, 4];

    public string Name => $"batches-{environment}";

    public string Description => $"steps/s of {Episodes} episodes in lock-step through POST /v1/steps, eight steps each, 10,000 ended episodes kept";

    public async Task<IReadOnlyList<Sample>> RunAsync()
    {
        var port = Sockets.FreePort();
        using var server = await ChildProcess.StartAsync(
            port, [Sockets.Beside("medusa.dll"), "serve"], ("PORT", $"{port}"), ("HOST", "127.0.0.1"), ("Medusa__MaxRetainedEpisodes", "10000"));
        using var load = new BatchLoad(new Uri($"http://127.0.0.1:{port}"), environment, HappyPath.Actions);
        for (var round = 0; round < Rounds; round++)
        {
            await load.RunAsync(Episodes, 1);
        }

        var samples = new List<Sample>();
        foreach (var connections in Connections)
        {
            var rates = new double[Rounds];
            for (var round = 0; round < Rounds; round++)
            {
                rates[round] = Episodes * HappyPath.Actions.Length / await load.RunAsync(Episodes, connections);
            }

            samples.Add(new Sample($"{connections} connection{(connections == 1 ? "" : "s")}, {Episodes / connections} steps a request", "steps/s", rates));
        }

        return samples;
    }
}
