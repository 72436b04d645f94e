using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The reset options of <c>medusa</c>, version 1.</summary>
public static class MedusaOptions
{
    public const string Scenario = "scenario";
    public const string FactRows = "n_fact_rows";
    public const string DimensionRows = "n_dim_rows";
    public const string MaxSteps = "max_steps";
    public const string StaleThreshold = "stale_threshold_hours";

    /// <summary>The most rows of a source that the environment can generate. The host lowers it to its configured limit.</summary>
    public const int MaxRows = 1_000_000;

    /// <summary>The options, as data.</summary>
    public static ObjectDescriptor Descriptor { get; } = new(
        "MedusaOptions",
        [
            new FieldDescriptor(Scenario, FieldKind.Text)
            {
                Description = "The kind of scenario; without it the seed decides: 0 clean, 1 dirty_keys, 2 stale, 3 schema_drift, others blended.",
                Nullable = true,
                Choices = MedusaScenarioGenerator.Names,
                UnknownCode = "unknown_scenario",
            },
            Rows(FactRows, 200, "Rows of source A, the facts."),
            Rows(DimensionRows, 150, "Rows of source B, the dimension."),
            new FieldDescriptor(MaxSteps, FieldKind.Integer)
            {
                Description = "Steps after which the episode is truncated.",
                Default = 20,
                Minimum = 1,
                Maximum = 10_000,
            },
            new FieldDescriptor(StaleThreshold, FieldKind.Number)
            {
                Description = "Hours beyond which a source counts as stale.",
                Default = 6.0,
                Minimum = 0,
                Maximum = 8_760,
            },
        ]);

    private static FieldDescriptor Rows(string name, int standard, string description) => new(name, FieldKind.Integer)
    {
        Description = description,
        Default = standard,
        Minimum = 1,
        Maximum = MaxRows,
        CountsRows = true,
    };
}
