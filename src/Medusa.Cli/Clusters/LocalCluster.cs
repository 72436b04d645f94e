namespace Medusa.Cli.Clusters;

/// <summary>The processes of a cluster on this machine.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private readonly IReadOnlyList<NodeProcess> nodes;
    private readonly Terminal terminal;

    private LocalCluster(IReadOnlyList<NodeProcess> nodes, Terminal terminal) => (this.nodes, this.terminal) = (nodes, terminal);

    internal static LocalCluster Start(LocalClusterPlan plan, Terminal terminal) =>
        new([.. Enumerable.Range(0, plan.Nodes).Select(node => NodeProcess.Start(plan, node, terminal.Out.WriteLine))], terminal);

    /// <summary>
    /// Says when all nodes are ready, and which one ended by itself: after that the others go on, as a cluster does; before, it is a start that failed. Returns when it
    /// is cancelled or no node is left.
    /// </summary>
    internal async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var failure = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            using var http = new HttpClient();
            await Task.WhenAll(nodes.Select(node => AwaitReadyAsync(node, http, failure)));
            failure.Token.ThrowIfCancellationRequested();
            terminal.Out.WriteLine($"Medusa's cluster is ready: {string.Join(", ", nodes.Select(node => $"{node.Name} {node.Address.GetLeftPart(UriPartial.Authority)}"))}");
            await terminal.Out.FlushAsync(cancellation);
            await Task.WhenAll(nodes.Select(node => AwaitEndAsync(node, cancellation)));
            return ExitCode.Server;
        }
        catch (OperationCanceledException) when (failure.IsCancellationRequested)
        {
            return cancellation.IsCancellationRequested ? ExitCode.Done : ExitCode.Server;
        }
    }

    /// <summary>Ends the nodes, all at the same time.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(nodes.Select(node => node.StopAsync()));
        foreach (var node in nodes)
        {
            node.Dispose();
        }
    }

    private async Task AwaitReadyAsync(NodeProcess node, HttpClient http, CancellationTokenSource failure)
    {
        if (!await node.BecomesReadyAsync(http, failure.Token))
        {
            Report(node);
            await failure.CancelAsync();
        }
    }

    private async Task AwaitEndAsync(NodeProcess node, CancellationToken cancellation)
    {
        await node.EndAsync(cancellation);
        Report(node);
    }

    private void Report(NodeProcess node) => terminal.Warn($"{node.Name} ended by itself with exit code {node.ExitCode}.");
}
