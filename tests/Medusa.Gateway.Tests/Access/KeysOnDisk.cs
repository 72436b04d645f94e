using System.Security.Cryptography;
using System.Text;

namespace Medusa.Gateway.Tests;

/// <summary>A keys file in a folder of its own.</summary>
public sealed class KeysOnDisk : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("medusa-keys-");

    public string Folder => folder.FullName;

    public string File => Path.Combine(folder.FullName, "keys.json");

    /// <summary>Adds a key whose text is its id followed by <c>-key</c>.</summary>
    public KeysOnDisk Add(string id, KeyLimits? limits = null)
    {
        KeysFile.Change(File, keys => [.. keys, new StoredKey(id, Hash($"{id}-key"), DateTimeOffset.UtcNow) { Limits = limits }]);
        return this;
    }

    public void Revoke(string id) => KeysFile.Change(File, keys => [.. keys.Select(key => key.Id == id ? key with { Revoked = DateTimeOffset.UtcNow } : key)]);

    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public void Dispose() => folder.Delete(recursive: true);
}
