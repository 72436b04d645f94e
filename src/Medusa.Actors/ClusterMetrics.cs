using System.Diagnostics.Metrics;
using Akka.Cluster;

namespace Medusa.Actors;

/// <summary>What the cluster engine measures, as instruments of the meter <c>Medusa.Actors</c>.</summary>
internal sealed class ClusterMetrics : IDisposable
{
    private readonly Meter meter = new("Medusa.Actors");

    /// <param name="engine">What is measured.</param>
    public ClusterMetrics(AkkaEngine engine)
    {
        meter.CreateObservableGauge("medusa.cluster.entities", () => engine.Table.Live, "{episode}", "Episodes that have their actors on this node.");
        meter.CreateObservableGauge("medusa.cluster.waiting", () => engine.Table.WaitingRequests, "{request}", "Requests that wait for an episode of this node that is busy.");
        meter.CreateObservableGauge("medusa.cluster.shards", () => engine.Table.Shards, "{shard}", "Shards of which this node has live episodes.");
        meter.CreateObservableGauge("medusa.cluster.asks", () => engine.Node?.Desk.Pending ?? 0, "{request}", "Requests of this node that wait for their answers.");
        meter.CreateObservableGauge("medusa.cluster.asks.limit", () => engine.Node?.Desk.Limit ?? 0, "{request}", "How many requests of this node may wait for their answers.");
        meter.CreateObservableCounter("medusa.cluster.resent", () => engine.Node?.Desk.Resent ?? 0, "{request}", "Requests that were sent again because no answer came.");
        meter.CreateObservableGauge("medusa.cluster.nodes", () => Nodes(engine), "{node}", "Nodes of the cluster as this one sees them, by status.");
        meter.CreateObservableCounter("medusa.cluster.downed", () => engine.WasRemoved ? 1L : 0L, "{node}", "Whether the cluster has removed this node, which others could not reach.");
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    private static IEnumerable<Measurement<int>> Nodes(AkkaEngine engine)
    {
        if (engine.Node is not { } node)
        {
            return [];
        }

        var state = node.Cluster.State;
        var unreachable = state.Unreachable.Count;
        return state.Members.Except(state.Unreachable)
            .GroupBy(static member => member.Status)
            .Select(static group => Of(group.Count(), group.Key.ToString().ToLowerInvariant()))
            .Append(Of(unreachable, "unreachable"));
    }

    private static Measurement<int> Of(int nodes, string status) => new(nodes, new KeyValuePair<string, object?>("status", status));
}
