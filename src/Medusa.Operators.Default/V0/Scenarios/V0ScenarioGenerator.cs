using System.Collections.Immutable;
using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0.Python;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// The original's scenarios. Seeds 0 to 3 are the four variants in order; any other seed chooses one with its first draw, and the tables then come from
/// freshly seeded random numbers.
/// </summary>
internal sealed class V0ScenarioGenerator : IScenarioGenerator
{
    private static readonly RecordShape MetricsShape = new(
        "scenario_id", "null_ratio_key_a", "null_ratio_key_b", "match_rate", "is_stale_a", "is_stale_b", "new_cols_a", "new_cols_b");

    /// <summary>The variants, in the order in which seeds 0 to 3 name them.</summary>
    public static ImmutableArray<IVariant> Variants { get; } = [new CleanVariant(), new DirtyKeysVariant(), new StaleVariant(), new SchemaDriftVariant()];

    /// <inheritdoc/>
    public ObjectDescriptor Options { get; } = new(
        "MedusaOptions",
        [
            new FieldDescriptor("scenario", FieldKind.Text)
            {
                Description = "The kind of scenario; the seed decides where it is absent.",
                Nullable = true,
                Choices = [.. Variants.Select(variant => variant.Name)],
                UnknownCode = "unknown_scenario",
            },
            Rows("n_fact_rows", "Rows of Bronze A, the facts.", 200),
            Rows("n_dim_rows", "Rows of Bronze B, the dimension.", 150),
            new FieldDescriptor("max_steps", FieldKind.Integer)
            {
                Description = "Steps after which the episode fails.",
                Default = 20,
                Minimum = 1,
                Maximum = int.MaxValue,
            },
            new FieldDescriptor("stale_threshold_hours", FieldKind.Number)
            {
                Description = "The age in hours over which SYNC_CHECK's metrics call a source stale. Penalties and the observation's flags always use six.",
                Default = Sources.StaleAge,
            },
        ]);

    /// <inheritdoc/>
    public Scenario Generate(ScenarioRequest request)
    {
        var options = request.Options;
        var variant = VariantOf(request.Seed, options["scenario"].AsTextOrNull);
        var sources = variant.Draw(request.Seed.Number, (int)options["n_fact_rows"].AsInteger, (int)options["n_dim_rows"].AsInteger);
        var name = $"{variant.Name}_{request.Seed.Text}";
        var state = StateOf(sources, request.Seed, options["stale_threshold_hours"].AsNumber);
        var message = $"MEDUSA episode started. Scenario: {name}. {sources.Description} "
            + $"Source A: {sources.A.RowCount} rows | Source B: {sources.B.RowCount} rows.";
        return new Scenario(name, state, message, MetricsOf(name, state), (int)options["max_steps"].AsInteger);
    }

    private static FieldDescriptor Rows(string name, string description, int rows) => new(name, FieldKind.Integer)
    {
        Description = description,
        Default = rows,
        Minimum = 1,
        Maximum = 1_000_000,
        CountsRows = true,
    };

    private static IVariant VariantOf(Seed seed, string? name)
    {
        if (name is not null)
        {
            return Variants.First(variant => variant.Name == name);
        }

        return seed.Number < Variants.Length
            ? Variants[(int)seed.Number]
            : Variants[new PythonRandom(seed.Number).Choice(Variants.Length)];
    }

    private static EpisodeState StateOf(Sources sources, Seed seed, double staleThreshold)
    {
        var keysA = KeySet.Of(sources.A);
        var keysB = KeySet.Of(sources.B);
        var edit = V0State.Schema.Initial.Edit();
        edit.Set(V0State.BronzeA, sources.A);
        edit.Set(V0State.PreparedA, sources.A);
        edit.Set(V0State.BronzeB, sources.B);
        edit.Set(V0State.PreparedB, sources.B);
        edit.Set(V0State.AgeA, sources.AgeA);
        edit.Set(V0State.AgeB, sources.AgeB);
        edit.Set(V0State.IsStaleA, sources.IsStaleA);
        edit.Set(V0State.IsStaleB, sources.IsStaleB);
        edit.Set(V0State.StaleThreshold, staleThreshold);
        edit.Set(V0State.NewColumnsA, sources.A.IndexOf(V0Columns.DriftedA) < 0 ? 0 : 1);
        edit.Set(V0State.NewColumnsB, sources.B.IndexOf(V0Columns.DriftedB) < 0 ? 0 : 1);
        edit.Set(V0State.NullRatioA, keysA.NullRatio);
        edit.Set(V0State.NullRatioB, keysB.NullRatio);
        edit.Set(V0State.UniquenessA, keysA.Uniqueness);
        edit.Set(V0State.UniquenessB, keysB.Uniqueness);
        edit.Set(V0State.MatchRate, keysA.ShareFoundIn(keysB));
        edit.Set(V0State.SourceARows, sources.A.RowCount);
        edit.Set(V0State.ScoredTask, V0Tasks.OfSeed(seed.Number).Name);
        var state = edit.Build();
        return state.WithMemo(SyncReport.Of(state));
    }

    private static Record MetricsOf(string name, EpisodeState state) => MetricsShape.With(
        name,
        state.Get(V0State.NullRatioA),
        state.Get(V0State.NullRatioB),
        state.Get(V0State.MatchRate),
        state.Get(V0State.IsStaleA),
        state.Get(V0State.IsStaleB),
        Drifted(state.Get(V0State.NewColumnsA), V0Columns.DriftedA),
        Drifted(state.Get(V0State.NewColumnsB), V0Columns.DriftedB));

    private static Value Drifted(long count, string column) => count > 0 ? Value.List(column) : Value.List();
}
