using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// Four challenges, each on or off with equal chances and at least one on: dirty keys, duplicates in B, staleness, drift. Orphans are drawn separately, with
/// equal chances of none and some. Where a challenge may sit in A, in B or in both, the three are equally likely.
/// </summary>
internal sealed class BlendedScenario : IScenarioKind
{
    public string Name => "blended";

    public ScenarioPlan Plan(ulong seed)
    {
        var challenges = 1 + RandomStream.For(seed, "challenges").Next(15);
        var plan = Stale(new ScenarioPlan(Name) { HoursA = 0, HoursB = 0 }, seed, (challenges & 4) != 0);
        plan = (challenges & 1) != 0 ? Dirty(plan, seed) : plan;
        plan = (challenges & 2) != 0 ? plan with { DuplicateRatio = RandomStream.For(seed, "duplicate_ratio").NextDouble(0.10, 0.30) } : plan;
        plan = (challenges & 8) != 0 ? Drifted(plan, seed) : plan;
        var orphans = RandomStream.For(seed, "orphans");
        return orphans.Next(2) == 0 ? plan : plan with { OrphanRatio = orphans.NextDouble(0.02, 0.08) };
    }

    private static ScenarioPlan Stale(ScenarioPlan plan, ulong seed, bool isOn)
    {
        var (a, b) = Sides(RandomStream.For(seed, "stale_sides"));
        var (hoursA, hoursB) = Staleness.Draw(seed, isOn && a, isOn && b);
        return plan with { HoursA = hoursA, HoursB = hoursB };
    }

    private static ScenarioPlan Dirty(ScenarioPlan plan, ulong seed)
    {
        var stream = RandomStream.For(seed, "dirt");
        var (a, b) = Sides(stream);
        var dirtA = Dirt(stream);
        var dirtB = Dirt(stream);
        return plan with { DirtA = a ? dirtA : KeyDirt.None, DirtB = b ? dirtB : KeyDirt.None };
    }

    private static ScenarioPlan Drifted(ScenarioPlan plan, ulong seed)
    {
        var stream = RandomStream.For(seed, "drift");
        var (a, b) = Sides(stream);
        var (columnsA, columnsB) = (1 + stream.Next(5), 1 + stream.Next(5));
        return plan with { NewColumnsA = a ? columnsA : 0, NewColumnsB = b ? columnsB : 0 };
    }

    private static KeyDirt Dirt(RandomStream stream)
    {
        var nulls = stream.NextDouble(0.05, 0.40);
        return new KeyDirt(nulls, stream.Next(2) == 0 ? 0.3 : 1.0);
    }

    private static (bool A, bool B) Sides(RandomStream stream) => stream.Next(3) switch
    {
        0 => (true, false),
        1 => (false, true),
        _ => (true, true),
    };
}
