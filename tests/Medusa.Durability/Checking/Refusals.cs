using System.Text.Json;
using Medusa.Durability.History;

namespace Medusa.Durability.Checking;

/// <summary>What refusals must say.</summary>
public static class Refusals
{
    /// <summary>A conflict of steps that names the step which would be taken.</summary>
    public static void AssertStepConflict(Outcome outcome, int expectedStep)
    {
        var refused = AssertConflict(outcome, "step_conflict");
        using var problem = JsonDocument.Parse(refused.Body);
        Assert.Equal(expectedStep, problem.RootElement.GetProperty("expected_step").GetInt32());
    }

    /// <summary>A conflict with a code.</summary>
    public static Outcome.Refused AssertConflict(Outcome outcome, string code)
    {
        Assert.True(outcome is Outcome.Refused { Status: 409 } conflict && conflict.Code == code, $"Not 409 {code}: {outcome}");
        return (Outcome.Refused)outcome;
    }
}
