using Medusa.Durability.History;

namespace Medusa.Cluster.Tests.Recovery;

/// <summary>How long clients had to ask for one thing.</summary>
public static class OpenRequests
{
    /// <summary>How long <c>MedusaClient</c> asks with its defaults where every answer is 503 with <c>Retry-After: 1</c>: five attempts.</summary>
    public static readonly TimeSpan ClientPatience = TimeSpan.FromSeconds(4);

    /// <summary>The requests whose first failure came longer than a time before their answer.</summary>
    public static IReadOnlyList<(string Request, TimeSpan Open)> LongerThan(IEnumerable<Call> calls, TimeSpan limit) =>
    [
        .. calls
            .GroupBy(call => (call.Kind, call.Episode, call.RequestId, call.Step))
            .Where(attempts => attempts.Any(call => call.Outcome is not Outcome.Answered))
            .Select(attempts => (
                attempts.First().Subject,
                Open: attempts.Max(call => call.Ended) - attempts.Where(call => call.Outcome is not Outcome.Answered).Min(call => call.Ended)))
            .Where(request => request.Open > limit)
            .OrderByDescending(request => request.Open),
    ];
}
