using System.Security.Cryptography;
using System.Text;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>The configured API keys. Comparison takes the same time whichever key, if any, matches.</summary>
internal sealed class ApiKeys
{
    private readonly (byte[] Hash, Caller Caller)[] keys;

    public ApiKeys(GatewayOptions options) =>
        keys = [.. options.Keys.Select(key => (Convert.FromHexString(key.Sha256), new Caller(new Owner(key.Id))))];

    /// <summary>Whether callers need no key.</summary>
    public bool AllowsAnonymous => keys.Length == 0;

    /// <summary>The caller whose key an Authorization header carries, or null.</summary>
    /// <param name="header">The header's value.</param>
    public Caller? Find(string? header)
    {
        if (Presented(header) is not { Length: > 0 and <= 1024 } key)
        {
            return null;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        Caller? found = null;
        foreach (var (expected, caller) in keys)
        {
            if (CryptographicOperations.FixedTimeEquals(expected, hash))
            {
                found = caller;
            }
        }

        return found;
    }

    private static string? Presented(string? header)
    {
        if (header is null || header.IndexOf(' ') is var blank && blank < 0)
        {
            return null;
        }

        var value = header[(blank + 1)..].Trim();
        return header[..blank].ToUpperInvariant() switch
        {
            "BEARER" => value,
            "BASIC" => FromUserInfo(value),
            _ => null,
        };
    }

    /// <summary>User-info carries the key as the password, or as the user name where there is no password.</summary>
    private static string? FromUserInfo(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':');
        return colon < 0 ? pair : colon == pair.Length - 1 ? pair[..colon] : pair[(colon + 1)..];
    }
}
