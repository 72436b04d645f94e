using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>
/// The API keys: those of the configuration and those of the keys file, which change while the server runs. Thread-safe. A server that once had keys demands one ever
/// after, even where all are revoked.
/// </summary>
internal sealed class ApiKeys
{
    private readonly GatewayOptions options;
    private readonly AuditLog audit;
    private readonly Lock gate = new();
    private volatile KeySet keys = KeySet.Empty;

    /// <param name="options">The configured keys and the file's path.</param>
    /// <param name="audit">Where changes are written down.</param>
    /// <exception cref="GatewayStartException">The file is malformed, or has a key with the id of a configured one.</exception>
    public ApiKeys(GatewayOptions options, AuditLog audit)
    {
        (this.options, this.audit) = (options, audit);
        try
        {
            keys = Merge(KeysFile.Read(options.KeysFile));
        }
        catch (KeysFileException error)
        {
            throw new GatewayStartException(error.Message, error);
        }
    }

    /// <summary>The caller of a server without keys.</summary>
    public Caller Anonymous { get; } = new(Owner.Anonymous);

    /// <summary>Whether callers need no key.</summary>
    public bool AllowsAnonymous => !keys.DemandsKeys;

    /// <summary>The keys that are good now.</summary>
    public KeySet Current => keys;

    /// <summary>Who calls with a key; null where it is none.</summary>
    /// <param name="key">The key as presented.</param>
    public Caller? Find(string key) => keys.Find(KeyHash.Of(key))?.Caller;

    /// <summary>The id of a key that was revoked; null where it was not.</summary>
    /// <param name="key">The key as presented.</param>
    public string? FindRevoked(string key) => keys.FindRevoked(KeyHash.Of(key));

    /// <summary>Takes the keys file's new contents. What is open for a key that is good no more is ended.</summary>
    /// <param name="stored">The contents.</param>
    /// <exception cref="KeysFileException">A key has the id of a configured one.</exception>
    public void Replace(IReadOnlyList<StoredKey> stored)
    {
        lock (gate)
        {
            var before = keys;
            var after = Merge(stored);
            keys = after;
            foreach (var key in after.Keys.Where(key => before.Find(key.Caller.Owner.Value)?.Caller != key.Caller))
            {
                audit.KeyAccepted(key.Caller.Owner.Value);
            }

            foreach (var key in before.Keys.Where(key => after.Find(key.Caller.Owner.Value)?.Caller != key.Caller))
            {
                audit.KeyEnded(key.Caller.Owner.Value);
                key.Caller.End();
            }

            if (after.DemandsKeys && !before.DemandsKeys)
            {
                audit.KeysDemanded();
                Anonymous.End();
            }
        }
    }

    private KeySet Merge(IReadOnlyList<StoredKey> stored)
    {
        var byHash = new Dictionary<KeyHash, ActiveKey>();
        var byId = new Dictionary<string, ActiveKey>(StringComparer.Ordinal);
        foreach (var key in options.Keys)
        {
            Add(key.Id, key.Sha256, key.Limits, byHash, byId);
        }

        if (stored.FirstOrDefault(key => byId.ContainsKey(key.Id)) is { } doubled)
        {
            throw new KeysFileException($"The keys file '{options.KeysFile}' and Medusa:Keys both have a key '{doubled.Id}': rename or remove one.");
        }

        foreach (var key in stored.Where(key => key.Revoked is null))
        {
            Add(key.Id, key.Sha256, key.Limits, byHash, byId);
        }

        var revoked = new Dictionary<KeyHash, string>();
        foreach (var key in stored.Where(key => key.Revoked is not null))
        {
            revoked[KeyHash.Parse(key.Sha256)] = key.Id;
        }

        return new KeySet(byHash, byId, revoked, keys.DemandsKeys || options.Keys.Count > 0 || stored.Count > 0);
    }

    /// <summary>A key that stays keeps its caller, and with it what is open for it.</summary>
    private void Add(string id, string sha256, KeyLimits? limits, Dictionary<KeyHash, ActiveKey> byHash, Dictionary<string, ActiveKey> byId)
    {
        var hash = KeyHash.Parse(sha256);
        var caller = keys.Find(id) is { } known && known.Hash == hash ? known.Caller : new Caller(new Owner(id));
        byId[id] = byHash[hash] = new ActiveKey(hash, caller, limits);
    }
}
