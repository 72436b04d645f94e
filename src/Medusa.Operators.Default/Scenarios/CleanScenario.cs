namespace Medusa.Operators.Default;

/// <summary>Fresh sources; B is unique on its key and every key of A is in B.</summary>
internal sealed class CleanScenario : IScenarioKind
{
    public string Name => "clean";

    public ScenarioPlan Plan(ulong seed)
    {
        var (hoursA, hoursB) = Staleness.Draw(seed, staleA: false, staleB: false);
        return new ScenarioPlan(Name) { HoursA = hoursA, HoursB = hoursB };
    }
}
