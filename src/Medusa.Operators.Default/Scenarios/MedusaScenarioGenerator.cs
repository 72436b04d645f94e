using System.Collections.Immutable;
using System.Globalization;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// Makes the sources of an episode. Numbers come from xoshiro256** seeded by splitmix64, one stream a purpose (see <see cref="BronzeTables"/>).
/// From 20 rows a side and at the default threshold every scenario keeps its promises; below that, as far as the rows allow (see <see cref="KeyCounts"/>).
/// There is always at least one matching row.
/// </summary>
public sealed class MedusaScenarioGenerator : IScenarioGenerator
{
    private static readonly IScenarioKind Blended = new BlendedScenario();
    private static readonly IScenarioKind[] Canonical = [new CleanScenario(), new DirtyKeysScenario(), new StaleScenario(), new SchemaDriftScenario()];
    private static readonly IScenarioKind StaleDrift = new StaleDriftScenario();
    private static readonly RecordShape Metrics = new(
        "null_ratio_key_a", "null_ratio_key_b", "match_rate", "is_stale_a", "is_stale_b", "new_cols_a", "new_cols_b");

    /// <summary>The scenarios that the option <c>scenario</c> may name, the four of the seeds 0 to 3 first.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Canonical.Select(kind => kind.Name), Blended.Name];

    /// <inheritdoc/>
    public ObjectDescriptor Options => MedusaOptions.Descriptor;

    /// <inheritdoc/>
    public Scenario Generate(ScenarioRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var seed = request.Seed.Low;
        var options = request.Options;
        var plan = KindOf(options[MedusaOptions.Scenario].AsTextOrNull, seed).Plan(seed);
        var (a, b) = BronzeTables.Draw(seed, plan, (int)options[MedusaOptions.FactRows].AsInteger, (int)options[MedusaOptions.DimensionRows].AsInteger);
        var state = Begin(a, b, plan, options[MedusaOptions.StaleThreshold].AsNumber);
        return new Scenario(
            plan.Name + "_" + request.Seed.Text,
            state,
            string.Create(CultureInfo.InvariantCulture, $"MEDUSA episode started. Source A: {a.RowCount} rows | Source B: {b.RowCount} rows."),
            Measurements(state),
            (int)options[MedusaOptions.MaxSteps].AsInteger);
    }

    private static IScenarioKind KindOf(string? name, ulong seed)
    {
        if (name is null)
        {
            return seed < (ulong)Canonical.Length ? Canonical[seed] : Blended;
        }

        return name == Blended.Name ? Blended
            : name == StaleDrift.Name ? StaleDrift
            : Array.Find(Canonical, kind => kind.Name == name)
                ?? throw new ContractException("unknown_scenario", $"No scenario is named '{name}'; there are {string.Join(", ", Names)}.");
    }

    private static EpisodeState Begin(Table a, Table b, ScenarioPlan plan, double threshold)
    {
        var edit = MedusaState.Schema.Initial.Edit();
        edit.Set(MedusaState.BronzeA, a);
        edit.Set(MedusaState.SourceA, a);
        edit.Set(MedusaState.BronzeB, b);
        edit.Set(MedusaState.SourceB, b);
        edit.Set(MedusaState.Silver, SilverSchema.Begin());
        edit.Set(MedusaState.TimeDeltaA, plan.HoursA);
        edit.Set(MedusaState.TimeDeltaB, plan.HoursB);
        edit.Set(MedusaState.IsStaleA, plan.HoursA > threshold);
        edit.Set(MedusaState.IsStaleB, plan.HoursB > threshold);
        var state = edit.Build();
        return state.WithMemo(SyncReport.Of(state));
    }

    private static Record Measurements(EpisodeState state)
    {
        var measures = SourceMeasures.Of(state);
        return Metrics.With(
            measures.A.NullRatio,
            measures.B.NullRatio,
            measures.MatchRate,
            state.Get(MedusaState.IsStaleA),
            state.Get(MedusaState.IsStaleB),
            Value.List(SilverSchema.Pending(state[MedusaState.Silver], state[MedusaState.BronzeA])),
            Value.List(SilverSchema.Pending(state[MedusaState.Silver], state[MedusaState.BronzeB])));
    }
}
