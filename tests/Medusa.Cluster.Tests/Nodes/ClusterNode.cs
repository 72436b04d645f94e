using System.Collections.Concurrent;
using Medusa.Cluster.Tests.Network;
using Medusa.Durability;
using Medusa.Durability.Servers;

namespace Medusa.Cluster.Tests.Nodes;

/// <summary>A node of the cluster as Kubernetes runs it: a process that is started again whenever it ends, until it is told to stop.</summary>
public sealed class ClusterNode : IAsyncDisposable
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);
    private readonly MedusaProcess process;
    private readonly ConcurrentQueue<NodeExit> exits = new();
    private readonly CancellationTokenSource stopped = new();
    private readonly Task supervising;
    private volatile bool isWanted = true;
    private volatile bool hasEnded;

    /// <summary>Starts a node and does not wait.</summary>
    /// <param name="machine">Where.</param>
    /// <param name="name">Its name.</param>
    /// <param name="settings">Environment variables.</param>
    public ClusterNode(NetworkNode machine, string name, IReadOnlyDictionary<string, string> settings)
    {
        Machine = machine;
        Name = name;
        process = new MedusaProcess(settings, name, machine);
        process.Launch();
        supervising = Task.Run(SuperviseAsync);
    }

    /// <summary>Where it runs.</summary>
    public NetworkNode Machine { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where it is served.</summary>
    public Uri Address => process.Address;

    /// <value>Whether it is started again when it ends by itself or is killed. True by default.</value>
    public bool IsRestarted { get; set; } = true;

    /// <summary>Whether the test wants it to run.</summary>
    public bool IsWanted => isWanted;

    /// <summary>How its processes ended so far.</summary>
    public IReadOnlyCollection<NodeExit> Exits => exits;

    /// <summary>Whether it runs now.</summary>
    public bool IsRunning => !hasEnded;

    /// <summary>What its processes wrote, the running one's last lines included.</summary>
    public string Output => string.Join(Environment.NewLine, [.. exits.Select(exit => $"{exit.Output}{Environment.NewLine}--- ended with {exit.Code}"), process.Output]);

    /// <summary>Returns when it says that it is ready.</summary>
    public Task BecomesReadyAsync(TimeSpan within) =>
        Eventually.HoldsAsync(async () => await Gateways.StatusAsync(Address, "/ready") == 200, within, $"{Name} is ready", () => Tail(process.Output));

    /// <summary><c>kill -9</c>, not waiting for the end.</summary>
    public void Kill() => process.SendKill();

    /// <summary>SIGSTOP: the process stands still, its sockets stay open.</summary>
    public void Suspend() => process.Suspend();

    /// <summary>SIGCONT.</summary>
    public void Resume() => process.Resume();

    /// <summary>SIGTERM, and waits for the end.</summary>
    public async Task StopAsync()
    {
        isWanted = false;
        var before = exits.Count;
        process.SendTerminate();
        await Eventually.HoldsAsync(() => Task.FromResult(exits.Count > before), EndLimit, $"{Name} ends after SIGTERM", () => Tail(process.Output));
    }

    /// <summary>Starts it again after <see cref="StopAsync"/>, and does not wait.</summary>
    public void Start() => isWanted = true;

    /// <summary>Returns when it ended once more than it had when <paramref name="before"/> was read off <see cref="Exits"/>.</summary>
    public Task EndsAsync(int before, TimeSpan within) =>
        Eventually.HoldsAsync(() => Task.FromResult(exits.Count > before), within, $"{Name} ends", () => Tail(process.Output));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        await supervising;
        process.Dispose();
        stopped.Dispose();
    }

    private static string Tail(string output) => output.Length < 4000 ? output : output[^4000..];

    private async Task SuperviseAsync()
    {
        while (!stopped.IsCancellationRequested)
        {
            await Task.Delay(50);
            if (!hasEnded && process.HasExited)
            {
                hasEnded = true;
                exits.Enqueue(new NodeExit(process.ExitCode, !isWanted, process.Output));
                await Task.WhenAny(Task.Delay(RestartDelay, stopped.Token));
            }

            if (hasEnded && isWanted && (IsRestarted || exits.Last().WasAsked) && !stopped.IsCancellationRequested)
            {
                process.Launch();
                hasEnded = false;
            }
        }
    }
}
