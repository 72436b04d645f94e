namespace Medusa.Gateway;

/// <summary>An API key of the keys file: its hash and what is known of it, never the key itself.</summary>
/// <param name="Id">What episodes of this key are owned by, and what logs show: 1 to 64 characters of <c>A-Z a-z 0-9 . _ -</c>.</param>
/// <param name="Sha256">SHA-256 of the key's UTF-8 bytes, 64 hexadecimal digits.</param>
/// <param name="Created">When it was made.</param>
public sealed record StoredKey(string Id, string Sha256, DateTimeOffset Created)
{
    /// <summary>Since when it is refused; null for a key that is good. The entry stays: its episodes stay its own, and nobody gets the id again.</summary>
    public DateTimeOffset? Revoked { get; init; }

    /// <summary>What it is for; null for nothing said.</summary>
    public string? Note { get; init; }

    /// <summary>What it may use; null for what <c>Medusa:Limits</c> says.</summary>
    public KeyLimits? Limits { get; init; }
}
