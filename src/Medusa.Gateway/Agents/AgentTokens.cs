using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>
/// Tokens for agents: each lets its bearer see and step one episode, for a while. They are kept nowhere: a token carries key id, episode and expiry, and an HMAC under a
/// secret derived from the hash of the episode's API key, so that every gateway that knows the key can tell, and revoking the key revokes them.
/// </summary>
/// <param name="keys">The keys.</param>
/// <param name="clock">The time.</param>
internal sealed class AgentTokens(ApiKeys keys, TimeProvider clock)
{
    /// <summary>What every token begins with.</summary>
    public const string Prefix = "mdat1.";

    private static readonly byte[] Purpose = [.. "Medusa agent token 1"u8];

    // A server without keys has no secret that another could know: its tokens end with the process.
    private readonly byte[] ownSecret = RandomNumberGenerator.GetBytes(KeyHash.Bytes);

    /// <summary>Makes a token.</summary>
    /// <param name="caller">Whose episode it is.</param>
    /// <param name="episode">The episode.</param>
    /// <param name="life">How long it is good.</param>
    /// <returns>The token and when it expires; null where the caller's key is good no more.</returns>
    public (string Token, DateTimeOffset ExpiresAt)? Issue(Caller caller, EpisodeId episode, TimeSpan life)
    {
        if (SecretOf(caller.Owner) is not { } secret)
        {
            return null;
        }

        var expires = (clock.GetUtcNow() + life).ToUnixTimeSeconds();
        var head = Prefix + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{expires}:{caller.Owner.Value}:{episode.Value}")));
        return ($"{head}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(head)))}", DateTimeOffset.FromUnixTimeSeconds(expires));
    }

    /// <summary>Whether a presented key is meant as a token.</summary>
    /// <param name="presented">What was presented.</param>
    public static bool IsToken(string presented) => presented.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The agent that a token is for; null where it is forged, has expired, or its key is good no more.</summary>
    /// <param name="token">The token.</param>
    public Caller? Read(string token)
    {
        var end = token.LastIndexOf('.');
        if (end < Prefix.Length || Decode(token.AsSpan(Prefix.Length, end - Prefix.Length)) is not { } claims || Decode(token.AsSpan(end + 1)) is not { } mac)
        {
            return null;
        }

        // Neither ids of keys nor ids of episodes hold a colon.
        if (Encoding.UTF8.GetString(claims).Split(':') is not [var expiry, var owner, var name]
            || !long.TryParse(expiry, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || !EpisodeId.TryParse(name, out var episode)
            || SecretOf(new Owner(owner)) is not { } secret
            || !CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(token[..end])), mac))
        {
            return null;
        }

        var life = DateTimeOffset.FromUnixTimeSeconds(seconds) - clock.GetUtcNow();
        var key = owner == Owner.Anonymous.Value ? keys.Anonymous : keys.Current.Find(owner)?.Caller;
        return life > TimeSpan.Zero ? key?.Agent(episode, life, clock) : null;
    }

    private byte[]? SecretOf(Owner owner)
    {
        if (owner == Owner.Anonymous)
        {
            return keys.AllowsAnonymous ? ownSecret : null;
        }

        return keys.Current.Find(owner.Value) is { } key ? HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Hash.ToBytes(), KeyHash.Bytes, info: Purpose) : null;
    }

    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var length) ? bytes[..length] : null;
    }
}
