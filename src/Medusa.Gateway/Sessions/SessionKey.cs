using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Medusa.Gateway;

/// <summary>The key in a request's path, <c>/s/&lt;key&gt;/…</c> or <c>/envs/&lt;name&gt;/s/&lt;key&gt;/…</c>: a secret, so it prints as nothing.</summary>
/// <param name="Text">The key as sent.</param>
internal sealed record SessionKey(string Text)
{
    private const string Environments = "/envs/";
    private const string Sessions = "/s/";
    private const int MaxLength = 255;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Whether it is a key: 1 to 255 characters of <c>A-Z a-z 0-9 . _ -</c>.</summary>
    public bool IsValid => Text.Length is > 0 and <= MaxLength && !Text.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>The key of a request; null where its path has none.</summary>
    /// <param name="context">The request.</param>
    public static SessionKey? Of(HttpContext context) => context.Features.Get<SessionKey>();

    /// <summary>Takes the key out of a path.</summary>
    /// <param name="path">The path; without the key where the result is true.</param>
    /// <param name="key">The key, where the result is true.</param>
    public static bool TryTake(ref string path, [NotNullWhen(true)] out SessionKey? key)
    {
        key = null;
        var begin = path.StartsWith(Environments, StringComparison.OrdinalIgnoreCase) ? path.IndexOf('/', Environments.Length) : 0;
        if (begin < 0 || !path.AsSpan(begin).StartsWith(Sessions, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var end = path.IndexOf('/', begin + Sessions.Length);
        if (end < 0)
        {
            return false;
        }

        key = new SessionKey(path[(begin + Sessions.Length)..end]);
        path = string.Concat(path.AsSpan(0, begin), path.AsSpan(end));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(SessionKey);
}
