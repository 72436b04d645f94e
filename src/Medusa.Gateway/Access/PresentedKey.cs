using System.Text;

namespace Medusa.Gateway;

/// <summary>What an Authorization header presents.</summary>
internal static class PresentedKey
{
    private const int MaxLength = 1024;

    /// <summary>The key, or null where the header carries none that could be one.</summary>
    /// <param name="header">The header's value.</param>
    public static string? Of(string? header)
    {
        if (header is null || header.IndexOf(' ') is var blank && blank < 0)
        {
            return null;
        }

        var value = header[(blank + 1)..].Trim();
        var key = header.AsSpan(0, blank) switch
        {
            var scheme when scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) => value,
            var scheme when scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) => FromUserInfo(value),
            _ => null,
        };
        return key is { Length: > 0 and <= MaxLength } ? key : null;
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
