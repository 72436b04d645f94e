using System.Net;

namespace Medusa.Gateway;

/// <summary>
/// Writes the refused attempts of one kind down, at most one in each <see cref="Interval"/>: whoever tries keys must not be able to fill a disk with entries. What is held
/// back is counted in the next entry, which comes by itself.
/// </summary>
internal sealed class RefusalThrottle : IDisposable
{
    /// <summary>How long one entry holds others back.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly RefusalKind kind;
    private readonly AuditLog audit;
    private readonly Lock gate = new();
    private readonly ITimer timer;
    private bool isHolding;
    private long held;
    private IPAddress? lastFrom;
    private string? lastKey;

    /// <param name="kind">The kind.</param>
    /// <param name="audit">Where attempts are written down.</param>
    /// <param name="clock">The time.</param>
    public RefusalThrottle(RefusalKind kind, AuditLog audit, TimeProvider clock)
    {
        (this.kind, this.audit) = (kind, audit);
        timer = clock.CreateTimer(static self => ((RefusalThrottle)self!).Release(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Takes note of an attempt.</summary>
    /// <param name="from">The address at the other end of the connection.</param>
    /// <param name="key">The id of the key where it is known.</param>
    public void Add(IPAddress? from, string? key)
    {
        lock (gate)
        {
            if (isHolding)
            {
                held++;
                (lastFrom, lastKey) = (from, key);
                return;
            }

            isHolding = true;
            timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }

        audit.AttemptRefused(kind, from, key, heldBack: 0);
    }

    /// <summary>Stops, and writes down what is held back still.</summary>
    public void Dispose()
    {
        timer.Dispose();
        Release();
    }

    /// <summary>The last attempt stands for those that were held back before it.</summary>
    private void Release()
    {
        IPAddress? from;
        string? key;
        long others;
        lock (gate)
        {
            if (held == 0)
            {
                isHolding = false;
                return;
            }

            (from, key, others, held) = (lastFrom, lastKey, held - 1, 0);
            timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }

        audit.AttemptRefused(kind, from, key, others);
    }
}
