using System.Globalization;
using Akka.Cluster.Sharding;

namespace Medusa.Actors;

/// <summary>Tells the sharding which actor and which shard a request is for.</summary>
internal sealed class EpisodeExtractor : IMessageExtractor
{
    private readonly string[] names;

    /// <param name="shards">How many shards the cluster has.</param>
    public EpisodeExtractor(int shards) =>
        names = [.. Enumerable.Range(0, shards).Select(shard => shard.ToString(CultureInfo.InvariantCulture))];

    /// <inheritdoc/>
    public string? EntityId(object message) => message is EpisodeRequest request ? request.EntityId : null;

    /// <inheritdoc/>
    public object? EntityMessage(object message) => message;

    /// <inheritdoc/>
    [Obsolete("Akka.NET asks ShardId(entityId, message) instead; the interface still has this one.")]
    public string? ShardId(object message) => EntityId(message) is { } entityId ? ShardId(entityId) : null;

    /// <inheritdoc/>
    public string ShardId(string entityId, object? messageHint = null) => names[EpisodeRouting.Shard(entityId, names.Length)];
}
