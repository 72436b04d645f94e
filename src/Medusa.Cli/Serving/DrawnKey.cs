using System.Security.Cryptography;
using System.Text;
using Medusa.Gateway;

namespace Medusa.Cli.Serving;

/// <summary>An API key for one run of a server that has none configured.</summary>
/// <param name="Key">The key, to be shown once.</param>
/// <param name="Setting">What the server gets to know of it.</param>
internal sealed record DrawnKey(string Key, ApiKeyOptions Setting)
{
    /// <summary>The owner of the episodes: the same in each run, so that a restart with another key finds them again.</summary>
    private const string Id = "drawn";

    private const int Bytes = 32;

    internal static DrawnKey New()
    {
        var (key, sha256) = Draw();
        return new DrawnKey(key, new ApiKeyOptions { Id = Id, Sha256 = sha256 });
    }

    /// <summary>A random key and its hash. In hexadecimal, so that the key also fits into a URL's user-info as it is.</summary>
    internal static (string Key, string Sha256) Draw()
    {
        var key = RandomNumberGenerator.GetHexString(2 * Bytes, lowercase: true);
        return (key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
    }
}
