using System.Security.Cryptography;

namespace Medusa.Episodes;

/// <summary>
/// The id of an episode within its owner: 128 random bits in lower-case base32 (26 characters), or a name that the client gave. Forks and group
/// members are <c>&lt;root&gt;~&lt;n&gt;</c>; <see cref="Root"/> is what routing hashes, so that a family lives on one node.
/// </summary>
public readonly record struct EpisodeId
{
    /// <summary>The greatest length of an id in characters.</summary>
    public const int MaxLength = 255;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private EpisodeId(string value) => Value = value;

    /// <summary>The id's text.</summary>
    public string Value { get; }

    /// <summary>The id without the part from the first <c>~</c> on.</summary>
    public ReadOnlySpan<char> Root => Value.AsSpan() is var text && text.IndexOf('~') is var tilde && tilde >= 0 ? text[..tilde] : text;

    /// <summary>Whether the id names a member of a family: a fork, or one of a group.</summary>
    public bool IsMember => Value.Contains('~', StringComparison.Ordinal);

    /// <summary>The id that the family is named for: <see cref="Root"/>.</summary>
    public EpisodeId Ancestor => IsMember ? new EpisodeId(Root.ToString()) : this;

    /// <summary>A member's number; null for others and for what is no number.</summary>
    public int? Number => Value.IndexOf('~', StringComparison.Ordinal) is var tilde and >= 0 && int.TryParse(Value.AsSpan(tilde + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A new random id.</summary>
    public static EpisodeId New()
    {
        Span<byte> bits = stackalloc byte[16];
        RandomNumberGenerator.Fill(bits);
        return new EpisodeId(string.Create(26, new UInt128(BitConverter.ToUInt64(bits), BitConverter.ToUInt64(bits[8..])), static (text, rest) =>
        {
            for (var index = 0; index < text.Length; index++, rest >>= 5)
            {
                text[index] = Alphabet[(int)(rest & 31)];
            }
        }));
    }

    /// <summary>The id that a family's members are numbered under.</summary>
    /// <param name="root">A name that <see cref="TryName"/> takes.</param>
    internal static EpisodeId Family(string root) => new(root);

    /// <summary>A member of this episode's family: <c>&lt;root&gt;~&lt;number&gt;</c>.</summary>
    /// <param name="number">The member's number, from 1.</param>
    public EpisodeId Member(int number) => new($"{Root}~{number}");

    /// <summary>Reads an id that names an existing episode, family members included.</summary>
    /// <param name="text">The text of a URL or a request.</param>
    /// <param name="id">The id, where the result is true.</param>
    public static bool TryParse(string? text, out EpisodeId id) => TryRead(text, allowMember: true, out id);

    /// <summary>Reads an id that a client chose for a new episode: 1 to 255 of <c>A-Z a-z 0-9 . _ -</c>.</summary>
    /// <param name="text">The text of a request.</param>
    /// <param name="id">The id, where the result is true.</param>
    public static bool TryName(string? text, out EpisodeId id) => TryRead(text, allowMember: false, out id);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool TryRead(string? text, bool allowMember, out EpisodeId id)
    {
        id = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
        {
            return false;
        }

        foreach (var unit in text)
        {
            if (!char.IsAsciiLetterOrDigit(unit) && unit is not ('.' or '_' or '-') && !(allowMember && unit == '~'))
            {
                return false;
            }
        }

        id = new EpisodeId(text);
        return true;
    }
}
