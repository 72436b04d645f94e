namespace Medusa.Client;

/// <summary>One node of a cluster.</summary>
/// <param name="Id">Its configured name.</param>
/// <param name="Status"><c>up</c>, <c>joining</c>, <c>leaving</c>, <c>exiting</c>, <c>down</c> or <c>unreachable</c>.</param>
public sealed record ClusterNode(string Id, string Status)
{
    /// <summary>Where other nodes reach it, <c>host:port</c>; null without a cluster.</summary>
    public string? Address { get; init; }

    /// <summary>What it does: <c>episodes</c> runs them, <c>gateway</c> serves them.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Whether it leads the cluster's membership.</summary>
    public bool Leader { get; init; }

    /// <summary>Whether it is the node that was asked.</summary>
    public bool Self { get; init; }

    /// <summary>How many shards it holds; null where it is not known.</summary>
    public int? Shards { get; init; }

    /// <summary>How many episodes it has in memory; null where it is not known.</summary>
    public int? Episodes { get; init; }

    /// <summary>The environments that it offers, <c>name@version</c>.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Its plugins.</summary>
    public IReadOnlyList<ClusterPlugin> Plugins { get; init; } = [];

    /// <summary>Why it did not tell about itself; null where it did.</summary>
    public string? Unanswered { get; init; }
}
