using System.Collections.Immutable;

namespace Medusa.Episodes;

/// <summary>One node of a cluster.</summary>
/// <param name="Name">How it is called: <see cref="EpisodesOptions.Node"/>.</param>
/// <param name="Status"><c>up</c>, <c>joining</c>, <c>leaving</c>, <c>exiting</c>, <c>down</c>, <c>unreachable</c>.</param>
public sealed record NodeStatus(string Name, string Status)
{
    /// <summary>Every node serves HTTP.</summary>
    public const string GatewayRole = "gateway";

    /// <summary>The node runs episodes.</summary>
    public const string EpisodesRole = "episodes";

    /// <summary>Where other nodes reach it, <c>host:port</c>; null without a cluster.</summary>
    public string? Address { get; init; }

    /// <summary>What it does: <see cref="GatewayRole"/>, <see cref="EpisodesRole"/>.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Whether it leads the cluster's membership.</summary>
    public bool IsLeader { get; init; }

    /// <summary>Whether it is the node that answers.</summary>
    public bool IsSelf { get; init; }

    /// <summary>How many shards it holds; null without a cluster, and where it is not known.</summary>
    public int? Shards { get; init; }

    /// <summary>How many episodes it has in memory; null where it is not known.</summary>
    public int? Episodes { get; init; }

    /// <summary>The environments that it offers, <c>name@version</c>; empty where they are not known.</summary>
    public ImmutableArray<string> Environments { get; init; } = [];

    /// <summary>Its plugins; empty where they are not known.</summary>
    public ImmutableArray<NodePlugin> Plugins { get; init; } = [];

    /// <summary>Why the node did not tell about itself, in one sentence; null where it did.</summary>
    public string? Unanswered { get; init; }

    /// <summary>What a node tells about itself: its environments in every version, and its plugins.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="catalogue">What it offers.</param>
    public static NodeStatus Of(string name, IEnvironmentCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var plugins = catalogue is IPluginHost host
            ? host.Plugins.Where(plugin => plugin.Id is not null).Select(plugin => new NodePlugin(plugin.Id!, plugin.Version, plugin.Sha256, plugin.State))
            : catalogue.Versions.SelectMany(environment => environment.Plugins).Distinct().Select(plugin => new NodePlugin(plugin.Id, plugin.Version, plugin.Sha256, PluginState.Active));
        return new NodeStatus(name, "up")
        {
            Environments = [.. catalogue.Versions.Select(environment => $"{environment.Definition.Name}@{environment.Definition.Version}").Order(StringComparer.Ordinal)],
            Plugins = [.. plugins],
        };
    }
}
