using Medusa.Durability.History;

namespace Medusa.Durability.Checking;

/// <summary>What must hold of the calls alone: each is answered in the end, and none is refused that was right.</summary>
public static class ResolutionRules
{
    /// <summary>Every request that stayed open, and every refusal that a client in good order must not get.</summary>
    public static IEnumerable<Violation> Check(IReadOnlyList<Call> calls)
    {
        foreach (var request in calls.GroupBy(call => (call.Kind, call.Episode, call.RequestId, call.Step)))
        {
            if (request.All(call => call.Outcome is Outcome.Unknown or Outcome.Refused { MayBeRepeated: true }))
            {
                var last = request.MaxBy(call => call.Ended)!;
                yield return new Violation("P6", $"{last.Subject} was asked {request.Count()} times and is still {Describe(last.Outcome)}");
            }
        }

        foreach (var call in calls)
        {
            if (call.Outcome is Outcome.Refused { MayBeRepeated: false } refused)
            {
                yield return new Violation(refused.Status >= 500 ? "P9" : "P4", $"{call.Subject} was in order and was refused: {refused.Status} {refused.Body}");
            }
            else if (call.Outcome is Outcome.Refused repeatable && (repeatable.Code.Length == 0 || !repeatable.SaysWhenToRetry))
            {
                yield return new Violation("P9", $"{call.Subject} was refused without a code or without Retry-After: {repeatable.Status} {repeatable.Body}");
            }
        }
    }

    private static string Describe(Outcome outcome) => outcome switch
    {
        Outcome.Unknown unknown => $"unknown ({unknown.Why})",
        Outcome.Refused refused => $"refused ({refused.Status} {refused.Code})",
        _ => "answered",
    };
}
