using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>One to three columns in each source that Silver has not registered; otherwise like <see cref="CleanScenario"/>.</summary>
internal sealed class SchemaDriftScenario : IScenarioKind
{
    public string Name => "schema_drift";

    public ScenarioPlan Plan(ulong seed)
    {
        var (hoursA, hoursB) = Staleness.Draw(seed, staleA: false, staleB: false);
        return AddDrift(new ScenarioPlan(Name) { HoursA = hoursA, HoursB = hoursB }, seed);
    }

    /// <summary>The plan with this scenario's drift.</summary>
    public static ScenarioPlan AddDrift(ScenarioPlan plan, ulong seed)
    {
        var stream = RandomStream.For(seed, "drift");
        return plan with { NewColumnsA = 1 + stream.Next(3), NewColumnsB = 1 + stream.Next(3) };
    }
}
