using System.Net;
using System.Net.Sockets;
using Medusa.Episodes;
using Medusa.Episodes.Tests;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Actors.Tests;

/// <summary>Several nodes in this process over one journal, as several processes would share PostgreSQL.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly List<AkkaEngine> nodes = [];
    private readonly string seed = $"127.0.0.1:{FreePort()}";

    /// <summary>What all nodes share.</summary>
    public ObservedJournal Journal { get; } = new(new MemoryJournal(10_000)) { IsShared = true };

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a node and does not wait until it has joined. The first one is the seed.</summary>
    public async Task<AkkaEngine> BeginAsync(string name, string? role = null, EnvironmentDefinition? environment = null, Action<ClusterOptions>? configure = null, ILoggerFactory? loggers = null)
    {
        var options = new ClusterOptions { SeedNodes = { seed }, Port = nodes.Count == 0 ? int.Parse(seed.Split(':')[1], null) : 0 };
        if (role is not null)
        {
            options.Roles.Add(role);
        }

        configure?.Invoke(options);
        var engine = new AkkaEngine(
            CountingHost.Catalogue(environment ?? CountingEnvironment.Make(), CountingHost.Provenance),
            Journal,
            new EpisodesOptions { Node = name, MaxPageRows = 100_000 },
            options,
            TimeProvider.System,
            loggers ?? NullLoggerFactory.Instance);
        nodes.Add(engine);
        await engine.StartAsync();
        return engine;
    }

    /// <summary>Starts a node and waits until it takes requests.</summary>
    public async Task<AkkaEngine> StartAsync(string name, string? role = null, EnvironmentDefinition? environment = null, Action<ClusterOptions>? configure = null, ILoggerFactory? loggers = null)
    {
        var node = await BeginAsync(name, role, environment, configure, loggers);
        await UntilAsync(() => node.WhyNotReady is null, $"{name} is ready");
        return node;
    }

    /// <summary>Creates episodes until each of these nodes has one in memory.</summary>
    /// <returns>One episode of each, in the order of the nodes.</returns>
    public static async Task<string[]> SettleAsync(AkkaEngine asked, params AkkaEngine[] homes)
    {
        var found = new string?[homes.Length];
        for (var number = 0; Array.Exists(found, id => id is null); number++)
        {
            var id = $"s{number}-{Guid.NewGuid():N}";
            Assert.Null(CountingHost.Code(await CreateAsync(asked, id)));
            for (var home = 0; home < homes.Length; home++)
            {
                if (homes[home].Table.Find(Key(id)) is not null)
                {
                    found[home] ??= id;
                }
            }

            Assert.InRange(number, 0, 10_000);
        }

        return found!;
    }

    public static EpisodeKey Key(string id) => new(CountingHost.Alice, CountingHost.Id(id));

    public static ValueTask<EpisodeReply> CreateAsync(AkkaEngine asked, string id, string options = "{}") =>
        asked.CreateAsync(new CreateEpisode(CountingHost.Alice, CountingHost.Id(id), "counting") { Seed = CountingHost.Json("5"), Options = CountingHost.Json(options), IsNamed = true, RequestId = $"create {id}" });

    public static ValueTask<EpisodeReply> StepAsync(AkkaEngine asked, string id, long? step = null, string action = """{"action":"ADD"}""") =>
        asked.StepAsync(new StepEpisode(CountingHost.Alice, CountingHost.Id(id), CountingHost.Json(action)) { Step = step });

    public static ValueTask<EpisodeReply> QueryAsync(AkkaEngine asked, string id, EpisodeQueryKind kind) => asked.QueryAsync(new QueryEpisode(CountingHost.Alice, CountingHost.Id(id), kind));

    public static async Task<long> CountAsync(AkkaEngine asked, string id) => CountingHost.Body(await QueryAsync(asked, id, EpisodeQueryKind.State)).GetProperty("count").GetInt64();

    /// <summary>Waits for a condition of the cluster.</summary>
    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string)"/>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var period = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var started = System.Diagnostics.Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(started.Elapsed < Patience, $"After {Patience}: not yet so that {what}.");
            await period.WaitForNextTickAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Enumerable.Reverse(nodes))
        {
            await node.DisposeAsync();
        }
    }
}
