using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Akka.Actor;
using Medusa.Actors;
using Medusa.Bench.Benchmarks;
using Medusa.Bench.Measuring;
using Medusa.Episodes;

namespace Medusa.Cluster.Bench;

/// <summary>
/// Steps a second that a gateway's node takes of episodes on another node, 64 in flight, against bare asks of an actor over Akka.Remote with requests and answers of the
/// same sizes. The other side runs in a process of its own in both cases; rounds alternate. Whole episodes (created, played in eight steps, closed) are measured too.
/// </summary>
internal sealed class RemoteSteps : IBenchmark
{
    private const int InFlight = 64;
    private const int Rounds = 9;
    private const int StepsOfEpisode = 90;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    public string Name => "remote-steps";

    public string Description => $"remote steps/s with {InFlight} in flight, and bare Akka.Remote asks of the same sizes, in turn";

    public async Task<IReadOnlyList<Sample>> RunAsync()
    {
        var (nodePort, echoPort) = (FreePort(), FreePort());
        using var node = Spawn(EpisodeNode.Verb, $"{nodePort}");
        await using var engine = await Engines.StartAsync(
            new ClusterOptions { SeedNodes = [$"127.0.0.1:{nodePort}"], Roles = ["gateway"] }, journal: new BorrowedJournal());
        await Engines.ReadyAsync(engine);
        var (request, answer) = await SizesAsync(engine);
        using var echo = Spawn(EchoNode.Verb, $"{echoPort}", $"{answer}");
        using var bare = EchoNode.Start(0);
        var target = await ResolveAsync(bare, $"akka.tcp://bare@127.0.0.1:{echoPort}/user/echo");
        var payload = new byte[request];

        await StepAsync(engine, TimeSpan.FromSeconds(10));
        await PlayAsync(engine, TimeSpan.FromSeconds(5));
        await AskAsync(target, payload, TimeSpan.FromSeconds(10));
        var (steps, played, asks) = (new double[Rounds], new double[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            asks[round] = await AskAsync(target, payload, Length);
            steps[round] = await StepAsync(engine, Length);
            played[round] = await PlayAsync(engine, Length);
        }

        await bare.Terminate();
        return
        [
            new Sample("remote steps", "steps/s", steps),
            new Sample("whole episodes: a create, eight steps and a close", "requests/s", played),
            new Sample($"bare asks, {request} bytes there and {answer} back", "asks/s", asks),
            new Sample("remote steps ÷ bare asks, round by round", "ratio", [.. steps.Zip(asks, (mine, other) => mine / other)]),
        ];
    }

    /// <summary>The bytes of a step's request and answer on the wire, as Medusa writes them.</summary>
    private static async Task<(int Request, int Answer)> SizesAsync(AkkaEngine engine)
    {
        var id = EpisodeId.New();
        await CreateAsync(engine, id, 0);
        var step = new StepEpisode(Owner.Anonymous, id, Actions[0]) { Step = 1 };
        var reply = Checked(await engine.StepAsync(step));
        var serializer = new MessageSerializer(engine.Node!.System);
        var key = new EpisodeKey(Owner.Anonymous, id);
        return (serializer.ToBinary(new EpisodeRequest(key, step, 1L << 33)).Length, serializer.ToBinary(new EpisodeAnswer(1L << 33, reply)).Length);
    }

    /// <summary>Steps alone: the same check of the tables again and again, in long episodes.</summary>
    private static Task<double> StepAsync(AkkaEngine engine, TimeSpan length) => LoadAsync(length, async (episode, going) =>
    {
        var id = EpisodeId.New();
        await CreateAsync(engine, id, episode % 16, StepsOfEpisode + 10);
        var steps = 0;
        while (steps < StepsOfEpisode && going())
        {
            Checked(await engine.StepAsync(new StepEpisode(Owner.Anonymous, id, Actions[0]) { Step = ++steps }));
        }

        await engine.CloseAsync(new CloseEpisode(Owner.Anonymous, id, "deleted"));
        return steps;
    });

    private static Task<double> PlayAsync(AkkaEngine engine, TimeSpan length) => LoadAsync(length, async (episode, _) =>
    {
        var id = EpisodeId.New();
        await CreateAsync(engine, id, episode % 16);
        for (var step = 0; step < Actions.Length; step++)
        {
            Checked(await engine.StepAsync(new StepEpisode(Owner.Anonymous, id, Actions[step]) { Step = step + 1 }));
        }

        await engine.CloseAsync(new CloseEpisode(Owner.Anonymous, id, "deleted"));
        return Actions.Length + 2;
    });

    private static Task<double> AskAsync(IActorRef target, byte[] payload, TimeSpan length) => LoadAsync(length, async (_, going) =>
    {
        var asks = 0;
        while (asks < StepsOfEpisode && going())
        {
            await target.Ask<byte[]>(payload, TimeSpan.FromSeconds(30));
            asks++;
        }

        return asks;
    });

    /// <summary>Lets as many workers as may be in flight repeat some work, and counts what it did a second.</summary>
    private static async Task<double> LoadAsync(TimeSpan length, Func<int, Func<bool>, Task<int>> work)
    {
        var counts = new long[InFlight];
        var start = Stopwatch.GetTimestamp();
        bool IsGoing() => Stopwatch.GetElapsedTime(start) < length;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(worker => Task.Run(async () =>
        {
            for (var round = worker; IsGoing(); round += InFlight)
            {
                counts[worker] += await work(round, IsGoing);
            }
        })));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static readonly JsonElement[] Actions = [.. HappyPath.Actions.Select(action => JsonElement.Parse($$"""{"action":"{{action}}"}"""))];

    private static async Task CreateAsync(AkkaEngine engine, EpisodeId id, int seed, int maxSteps = 20) => Checked(await engine.CreateAsync(new CreateEpisode(Owner.Anonymous, id, "medusa")
    {
        Seed = JsonElement.Parse($"{seed}"),
        Options = JsonElement.Parse($$"""{"max_steps":{{maxSteps}}}"""),
    }));

    private static EpisodeReply Checked(EpisodeReply reply) =>
        reply.Problem is { } problem ? throw new InvalidOperationException($"{problem.Code}: {problem.Detail}") : reply;

    private static async Task<IActorRef> ResolveAsync(ActorSystem system, string path)
    {
        for (var round = 0; ; round++)
        {
            try
            {
                return await system.ActorSelection(path).ResolveOne(TimeSpan.FromSeconds(1));
            }
            catch (ActorNotFoundException) when (round < 30)
            {
                await Task.Delay(500);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Child Spawn(params string[] arguments) => new(Process.Start(new ProcessStartInfo("dotnet", [typeof(RemoteSteps).Assembly.Location, .. arguments])
    {
        RedirectStandardInput = true,
    })!);

    /// <summary>A process that ends with the benchmark.</summary>
    private sealed record Child(Process Process) : IDisposable
    {
        public void Dispose()
        {
            Process.Kill(entireProcessTree: true);
            Process.WaitForExit();
            Process.Dispose();
        }
    }
}
