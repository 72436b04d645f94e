namespace Medusa.Operators.Default;

/// <summary>The drift of <see cref="SchemaDriftScenario"/> added to <see cref="StaleScenario"/>: what the task <c>full_medallion</c> pins. Callers cannot name it.</summary>
internal sealed class StaleDriftScenario : IScenarioKind
{
    public const string ScenarioName = "stale_drift";

    public string Name => ScenarioName;

    public ScenarioPlan Plan(ulong seed) => SchemaDriftScenario.AddDrift(new StaleScenario().Plan(seed) with { Name = Name }, seed);
}
