namespace Medusa.Gateway;

/// <summary>The keys that are good at a moment. Immutable.</summary>
/// <param name="byHash">By their hashes.</param>
/// <param name="byId">By their ids.</param>
/// <param name="revoked">The ids of those that were revoked, by their hashes.</param>
/// <param name="demandsKeys">Whether callers need one.</param>
internal sealed class KeySet(Dictionary<KeyHash, ActiveKey> byHash, Dictionary<string, ActiveKey> byId, Dictionary<KeyHash, string> revoked, bool demandsKeys)
{
    /// <summary>No keys, and none needed.</summary>
    public static KeySet Empty { get; } = new([], [], [], demandsKeys: false);

    /// <summary>Whether callers need a key.</summary>
    public bool DemandsKeys => demandsKeys;

    /// <summary>Whether some have limits of their own.</summary>
    public bool HasLimits { get; } = byId.Values.Any(key => key.Limits is not null);

    /// <summary>The keys.</summary>
    public IReadOnlyCollection<ActiveKey> Keys => byId.Values;

    /// <summary>The key with a hash, or null.</summary>
    public ActiveKey? Find(KeyHash hash) => byHash.GetValueOrDefault(hash);

    /// <summary>The id of the revoked key with a hash, or null.</summary>
    public string? FindRevoked(KeyHash hash) => revoked.GetValueOrDefault(hash);

    /// <summary>The key with an id, or null.</summary>
    public ActiveKey? Find(string id) => byId.GetValueOrDefault(id);
}
