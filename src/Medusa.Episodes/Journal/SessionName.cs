using System.Security.Cryptography;
using System.Text;

namespace Medusa.Episodes;

/// <summary>How a durable session is called where it is stored or logged: a session's key is a secret, so only its SHA-256 is.</summary>
public static class SessionName
{
    /// <summary>The name of a key's session of an environment: 64 lower-case hexadecimal digits.</summary>
    /// <param name="environment">The environment's name, in any case.</param>
    /// <param name="key">The key.</param>
    public static string Of(string environment, string key)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{environment.ToLowerInvariant()}\n{key}")));
    }
}
