using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>The key in a request's path (<c>…/s/&lt;key&gt;/…</c>): a secret, so it prints as nothing.</summary>
/// <param name="Text">The key.</param>
internal sealed record SessionKey(string Text)
{
    private const int MaxLength = 255;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>The key of a request; null where its path has none.</summary>
    /// <param name="context">The request.</param>
    public static SessionKey? Of(HttpContext context) => context.Features.Get<SessionKey>();

    /// <summary>Whether a text may be a key: 1 to 255 characters of <c>A-Z a-z 0-9 . _ -</c>.</summary>
    /// <param name="text">The text.</param>
    public static bool IsValid(ReadOnlySpan<char> text) => text.Length is > 0 and <= MaxLength && !text.ContainsAnyExcept(Allowed);

    /// <inheritdoc/>
    public override string ToString() => nameof(SessionKey);
}
