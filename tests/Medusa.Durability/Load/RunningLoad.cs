using Medusa.Durability.History;

namespace Medusa.Durability.Load;

/// <summary>Clients at work.</summary>
public sealed class RunningLoad : IAsyncDisposable
{
    private static int loads;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource abandon = new();
    private readonly Task clients;

    private RunningLoad(LoadPlan plan, CallHistory history)
    {
        History = history;
        var load = $"load{Interlocked.Increment(ref loads)}";
        ILoadClient Client(int number) => (plan.Kind == LoadKind.All ? (LoadKind)(number % 3) : plan.Kind) switch
        {
            LoadKind.Families => new FamilyClient(number, load, plan, history, abandon.Token),
            LoadKind.Sessions => new SessionClient(number, load, plan, history, abandon.Token),
            _ => new EpisodeClient(number, load, plan, new EpisodeCalls(history, plan.CallLimit, plan.Http(number)), abandon.Token),
        };
        clients = Task.WhenAll(Enumerable.Range(0, plan.Clients).Select(number => Task.Run(() => Client(number).RunAsync(stop.Token))));
    }

    /// <summary>What the clients did so far.</summary>
    public CallHistory History { get; }

    /// <summary>Sends the clients to work.</summary>
    /// <param name="plan">What they do.</param>
    /// <param name="history">Where they write it down; by default a new history.</param>
    public static RunningLoad Start(LoadPlan plan, CallHistory? history = null) => new(plan, history ?? new CallHistory());

    /// <summary>Lets the clients work for a time; returns early where one of them failed.</summary>
    public async Task GoesOnAsync(TimeSpan time) => await Task.WhenAny(clients, Task.Delay(time));

    /// <summary>Returns when the clients got more answers than they have now: the servers serve.</summary>
    public Task IsServedAsync(int more, TimeSpan within)
    {
        var goal = History.Acknowledged + more;
        return Eventually.HoldsAsync(() => Task.FromResult(History.Acknowledged >= goal || clients.IsFaulted), within, $"{more} more answers", History.Summary);
    }

    /// <summary>Tells the clients to stop and returns when each has the answer to its last request.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await clients;
    }

    /// <summary>Stops the clients where a test failed: they ask nothing again.</summary>
    public async ValueTask DisposeAsync()
    {
        await abandon.CancelAsync();
        await stop.CancelAsync();
    }
}
