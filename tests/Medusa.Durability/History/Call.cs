namespace Medusa.Durability.History;

/// <summary>One request of a client and what came of it.</summary>
/// <param name="Client">Which client.</param>
/// <param name="Gateway">Which gateway it asked.</param>
/// <param name="Kind">What it asked for.</param>
/// <param name="Episode">The episode's id, of a fork the parent's; empty for a creation.</param>
/// <param name="RequestId">The name under which it asked.</param>
/// <param name="Step">Which step it asked for, or after which step to fork; 0 for a creation.</param>
/// <param name="Action">The action's name; empty for what is no step.</param>
/// <param name="Started">When it was sent, since the history began.</param>
/// <param name="Ended">When its outcome was known.</param>
/// <param name="Outcome">What came of it. The answer to a creation or fork holds its episodes, also where it came in a batch.</param>
public sealed record Call(
    int Client, Uri Gateway, CallKind Kind, string Episode, string RequestId, int Step, string Action, TimeSpan Started, TimeSpan Ended, Outcome Outcome)
{
    /// <value>How many episodes a creation or a fork is to make. 1 by default.</value>
    public int Count { get; init; } = 1;

    /// <summary>What the call is about, for messages.</summary>
    public string Subject => Kind switch
    {
        CallKind.Create => $"creation {RequestId}",
        CallKind.Fork => $"fork {RequestId} of episode {Episode} after step {Step}",
        _ => $"episode {Episode}, step {Step} ({Action}, request {RequestId})",
    };
}
