namespace Medusa.Gateway;

/// <summary>
/// The messages of one socket: the one that is served and those that came in meanwhile. A reply is superseded where another message came before it was about to
/// be sent; the same bytes as the newest unanswered message are the same request again. Thread-safe: the receive and the request run side by side.
/// </summary>
/// <param name="capacity">How many messages may wait.</param>
/// <param name="answersAll">Whether every message is answered: none supersedes, none is a repeat.</param>
internal sealed class Inbox(int capacity, bool answersAll)
{
    private readonly Lock gate = new();
    private readonly Stack<IncomingMessage> spare = new(2);
    private Queue<IncomingMessage>? waiting;
    private IncomingMessage? newest;
    private bool isBusy;
    private bool isStopping;

    /// <summary>Whether the socket is to be closed instead of served on.</summary>
    public bool IsStopping
    {
        get
        {
            lock (gate)
            {
                return isStopping;
            }
        }
    }

    /// <summary>A message to receive into.</summary>
    public IncomingMessage Take()
    {
        lock (gate)
        {
            return spare.TryPop(out var message) ? message : new IncomingMessage();
        }
    }

    /// <summary>Begins to serve a message.</summary>
    /// <param name="message">The message.</param>
    public void Begin(IncomingMessage message)
    {
        lock (gate)
        {
            isBusy = true;
            newest = message;
        }
    }

    /// <summary>Says what becomes of a message.</summary>
    /// <param name="message">The message.</param>
    public InboxOffer Offer(IncomingMessage message)
    {
        lock (gate)
        {
            if (!isBusy)
            {
                return InboxOffer.Serve;
            }

            if (!answersAll && newest is not null && newest.Memory.Span.SequenceEqual(message.Memory.Span))
            {
                message.Release();
                spare.Push(message);
                return InboxOffer.Kept;
            }

            if (waiting?.Count >= capacity)
            {
                return InboxOffer.Full;
            }

            (waiting ??= new Queue<IncomingMessage>()).Enqueue(message);
            newest = message;
            return InboxOffer.Kept;
        }
    }

    /// <summary>Ends the request of a message. From here on its reply is on its way, and what comes in is a request of its own.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Whether the reply is superseded.</returns>
    public bool Finish(IncomingMessage message)
    {
        lock (gate)
        {
            if (ReferenceEquals(newest, message))
            {
                newest = null;
            }

            message.Release();
            return !answersAll && waiting is { Count: > 0 };
        }
    }

    /// <summary>Goes on to the next message that waits.</summary>
    /// <param name="current">The message just served; the next one where the result is true.</param>
    public bool TryNext(ref IncomingMessage current)
    {
        lock (gate)
        {
            spare.Push(current);
            if (waiting is { Count: > 0 })
            {
                current = waiting.Dequeue();
                return true;
            }

            isBusy = false;
            return false;
        }
    }

    /// <summary>Serves nothing any more: what comes in is not kept.</summary>
    public void Rest()
    {
        lock (gate)
        {
            isBusy = false;
            waiting = null;
        }
    }

    /// <summary>Has the socket closed after the request that runs.</summary>
    /// <returns>Whether none runs.</returns>
    public bool Stop()
    {
        lock (gate)
        {
            isStopping = true;
            return !isBusy;
        }
    }
}
