namespace Medusa.Operators.Default;

/// <summary>A is 8 to 24 hours old; otherwise like <see cref="CleanScenario"/>.</summary>
internal sealed class StaleScenario : IScenarioKind
{
    public string Name => "stale";

    public ScenarioPlan Plan(ulong seed)
    {
        var (hoursA, hoursB) = Staleness.Draw(seed, staleA: true, staleB: false);
        return new ScenarioPlan(Name) { HoursA = hoursA, HoursB = hoursB };
    }
}
