using Medusa.Durability.History;

namespace Medusa.Cluster.Tests.Recovery;

/// <summary>The requests that <c>MedusaClient</c> would have given up with its defaults: five attempts, after each of which it waits for the second that <c>Retry-After</c> says.</summary>
public static class GivenUpRequests
{
    private const int Attempts = 5;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    /// <summary>Finds them among the requests of clients that ask much oftener.</summary>
    public static IReadOnlyList<string> In(IEnumerable<Call> calls) =>
        [.. calls.GroupBy(call => (call.Kind, call.Episode, call.RequestId, call.Step)).Where(IsGivenUp).Select(attempts => attempts.First().Subject)];

    private static bool IsGivenUp(IEnumerable<Call> calls)
    {
        var (made, next) = (0, TimeSpan.Zero);
        foreach (var call in calls.OrderBy(call => call.Started))
        {
            if (call.Outcome is Outcome.Answered)
            {
                return false;
            }

            if (call.Started >= next)
            {
                made++;
                next = call.Ended + Wait;
            }

            if (made == Attempts)
            {
                return true;
            }
        }

        return false;
    }
}
