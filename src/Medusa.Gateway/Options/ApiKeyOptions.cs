namespace Medusa.Gateway;

/// <summary>One API key, configured by its hash: the key itself is never stored.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>What episodes of this key are owned by, and what logs show.</summary>
    /// <value>1 to 64 characters of <c>A-Z a-z 0-9 . _ -</c>, unique among the keys.</value>
    public string Id { get; set; } = "";

    /// <summary>SHA-256 of the key's UTF-8 bytes.</summary>
    /// <value>64 hexadecimal digits.</value>
    public string Sha256 { get; set; } = "";

    /// <summary>What the key may use.</summary>
    /// <value><c>LiveEpisodes</c>, <c>StepsPerSecond</c> and <c>Rows</c>; default: what <c>Medusa:Limits</c> says.</value>
    public KeyLimits? Limits { get; set; }
}
