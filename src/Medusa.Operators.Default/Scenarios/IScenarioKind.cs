namespace Medusa.Operators.Default;

/// <summary>One kind of scenario: turns a seed into a plan.</summary>
internal interface IScenarioKind
{
    /// <summary>The name that the option <c>scenario</c> and the state use.</summary>
    string Name { get; }

    /// <summary>The plan of a seed.</summary>
    ScenarioPlan Plan(ulong seed);
}
