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
        // Hexadecimal: the key also fits into a URL's user-info as it is.
        var key = RandomNumberGenerator.GetHexString(2 * Bytes, lowercase: true);
        return new DrawnKey(key, new ApiKeyOptions { Id = Id, Sha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key))) });
    }
}
