using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// A quarter of A's keys are NULL and all others padded, so that nothing matches before PREP_KEYS_A; 15 % of B's keys are NULL and 15 % of its rows repeat
/// another's key; 2 to 8 % of A's distinct keys are true orphans.
/// </summary>
internal sealed class DirtyKeysScenario : IScenarioKind
{
    public string Name => "dirty_keys";

    public ScenarioPlan Plan(ulong seed)
    {
        var (hoursA, hoursB) = Staleness.Draw(seed, staleA: false, staleB: false);
        return new ScenarioPlan(Name)
        {
            HoursA = hoursA,
            HoursB = hoursB,
            DirtA = new KeyDirt(0.25, 1.0),
            DirtB = new KeyDirt(0.15, 0.0),
            DuplicateRatio = 0.15,
            OrphanRatio = RandomStream.For(seed, "orphans").NextDouble(0.02, 0.08),
        };
    }
}
