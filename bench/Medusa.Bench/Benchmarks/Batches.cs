using Medusa.Bench.Measuring;
using Medusa.Bench.Network;

namespace Medusa.Bench.Benchmarks;

/// <summary>Steps a second of many episodes through <c>POST /v1/steps</c> and <c>/v1/ws</c>, the client on the same processors.</summary>
internal sealed class Batches(string environment) : IBenchmark
{
    private const int Episodes = 4096;
    private const int Rounds = 9;

    public string Name => $"batches-{environment}";

    public string Description => $"steps/s of {Episodes} episodes in lock-step through POST /v1/steps and WS /v1/ws, eight steps each, 10,000 ended episodes kept";

    public async Task<IReadOnlyList<Sample>> RunAsync()
    {
        var port = Sockets.FreePort();
        using var server = await ChildProcess.StartAsync(
            port, [Sockets.Beside("medusa.dll"), "serve"], ("PORT", $"{port}"), ("HOST", "127.0.0.1"), ("Medusa__MaxRetainedEpisodes", "10000"), ("Medusa__Journal__Kind", "memory"));
        using var batches = new BatchLoad(new Uri($"http://127.0.0.1:{port}"), environment, HappyPath.Actions);
        var frames = new FrameLoad(new Uri($"ws://127.0.0.1:{port}/v1/ws"), environment, HappyPath.Actions);
        (string Name, Func<Task<double>> Run)[] loads =
        [
            ("POST /v1/steps, 1 connection, 4,096 steps a request", () => batches.RunAsync(Episodes, 1)),
            ("POST /v1/steps, 4 connections, 1,024 steps a request", () => batches.RunAsync(Episodes, 4)),
            ("/v1/ws, 1,024 steps a frame", () => frames.RunAsync(Episodes, 1024)),
            ("/v1/ws, 1 step a frame", () => frames.RunAsync(Episodes, 1)),
        ];
        foreach (var (_, run) in loads)
        {
            for (var round = 0; round < Rounds / 2; round++)
            {
                await run();
            }
        }

        var samples = new List<Sample>();
        foreach (var (name, run) in loads)
        {
            var rates = new double[Rounds];
            for (var round = 0; round < Rounds; round++)
            {
                rates[round] = Episodes * HappyPath.Actions.Length / await run();
            }

            samples.Add(new Sample(name, "steps/s", rates));
        }

        return samples;
    }
}
