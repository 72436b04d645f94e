using System.Net;

namespace Medusa.Gateway;

/// <summary>Writes refused attempts down, each kind for itself: who sends many of one kind hides none of another. Thread-safe.</summary>
internal sealed class RefusedAttempts : IDisposable
{
    private readonly RefusalThrottle[] kinds;

    /// <param name="audit">Where they are written down.</param>
    /// <param name="clock">The time.</param>
    public RefusedAttempts(AuditLog audit, TimeProvider clock) => kinds = [.. Enum.GetValues<RefusalKind>().Select(kind => new RefusalThrottle(kind, audit, clock))];

    /// <summary>Takes note of an attempt.</summary>
    /// <param name="kind">Why it was refused.</param>
    /// <param name="from">The address at the other end of the connection; null where there is none.</param>
    /// <param name="key">The id of the key where it is known; never the key.</param>
    public void Add(RefusalKind kind, IPAddress? from, string? key = null) => kinds[(int)kind].Add(from, key);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var kind in kinds)
        {
            kind.Dispose();
        }
    }
}
