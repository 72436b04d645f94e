using Akka.Util;
using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>
/// Which shard an episode belongs to: a hash of its family's root, so that forks and members of a group live on their family's node. The same on every node of a
/// cluster for as long as it lives.
/// </summary>
internal static class EpisodeRouting
{
    private const char Separator = '/';

    /// <summary>The episode's name among the actors. No id contains a slash, so the last one parts the owner from the id.</summary>
    /// <param name="key">The episode.</param>
    public static string EntityId(EpisodeKey key) => string.Concat(key.Owner.Value, "/", key.Id.Value);

    /// <summary>The episode that an actor is named for.</summary>
    /// <param name="entityId">The actor's name.</param>
    public static EpisodeKey Key(string entityId)
    {
        var at = entityId.LastIndexOf(Separator);
        return EpisodeId.TryParse(entityId[(at + 1)..], out var id) && at >= 0
            ? new EpisodeKey(new Owner(entityId[..at]), id)
            : throw new ArgumentException($"'{entityId}' names no episode.", nameof(entityId));
    }

    /// <summary>The shard's number.</summary>
    /// <param name="entityId">The actor's name.</param>
    /// <param name="shards">How many shards there are.</param>
    public static int Shard(string entityId, int shards)
    {
        var member = entityId.IndexOf('~', entityId.LastIndexOf(Separator) + 1);
        var family = member < 0 ? entityId : entityId[..member];
        return (int)((uint)MurmurHash.StringHash(family) % (uint)shards);
    }
}
