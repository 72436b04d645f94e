using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

/// <summary>What each scenario promises, on default sizes and on the smallest that the promises hold for.</summary>
public sealed class Scenarios_should
{
    public static TheoryData<int, int> Sizes => new() { { 200, 150 }, { 20, 20 }, { 24, 24 }, { 20, 300 }, { 300, 20 }, { 57, 41 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Be_clean_fresh_and_fully_matched(int rowsA, int rowsB)
    {
        foreach (var state in States("clean", rowsA, rowsB))
        {
            AssertCleanKeys(state);
            Assert.False(state.Get(MedusaState.IsStaleA) || state.Get(MedusaState.IsStaleB));
            Assert.Empty(Pending(state));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Be_stale_in_a_alone_by_8_to_24_hours(int rowsA, int rowsB)
    {
        foreach (var state in States("stale", rowsA, rowsB))
        {
            AssertCleanKeys(state);
            Assert.InRange(state.Get(MedusaState.TimeDeltaA), 8, 24);
            Assert.True(state.Get(MedusaState.IsStaleA) && !state.Get(MedusaState.IsStaleB));
            Assert.Empty(Pending(state));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Drift_by_one_to_three_columns_a_side(int rowsA, int rowsB)
    {
        var seen = new HashSet<int>();
        foreach (var state in States("schema_drift", rowsA, rowsB))
        {
            AssertCleanKeys(state);
            Assert.False(state.Get(MedusaState.IsStaleA) || state.Get(MedusaState.IsStaleB));
            var (a, b) = (state[MedusaState.BronzeA].ColumnCount - 4, state[MedusaState.BronzeB].ColumnCount - 3);
            Assert.InRange(a, 1, 3);
            Assert.InRange(b, 1, 3);
            Assert.Equal(a + b, Pending(state).Length);
            seen.Add(a);
        }

        Assert.Equal([1, 2, 3], seen.Order());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Have_dirty_keys_that_match_nothing_before_they_are_prepared(int rowsA, int rowsB)
    {
        foreach (var state in States("dirty_keys", rowsA, rowsB))
        {
            var (a, b) = (Oracle.Keys(state[MedusaState.BronzeA]), Oracle.Keys(state[MedusaState.BronzeB]));
            Assert.Equal(KeyCounts.Share(0.25, rowsA), a.Count(key => key is null));
            Assert.All(a.Where(key => key is not null), key => Assert.NotEqual(key, key!.Trim()));
            Assert.Equal(KeyCounts.Share(0.15, rowsB), b.Count(key => key is null));
            Assert.Equal(KeyCounts.Share(0.15, rowsB), b.Count(key => key is not null) - b.Where(key => key is not null).Distinct().Count());
            Assert.Equal(0, Oracle.MatchRate(state[MedusaState.BronzeA], state[MedusaState.BronzeB]));
            var distinct = a.Select(Oracle.Clean).Where(key => key is not null).Distinct().ToArray();
            var orphans = distinct.Count(key => !b.Contains(key));
            Assert.InRange(orphans, Math.Max(1, Math.Floor(0.02 * distinct.Length)), Math.Max(1, Math.Ceiling(0.08 * distinct.Length)));
            AssertExplodesBeforeDeduplication(state);
            AssertMatchIsWithinReach(state);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Blend_at_least_one_challenge_within_its_bounds(int rowsA, int rowsB)
    {
        foreach (var state in States("blended", rowsA, rowsB, 300))
        {
            var (a, b) = (Oracle.Keys(state[MedusaState.BronzeA]), Oracle.Keys(state[MedusaState.BronzeB]));
            var (dirtA, dirtB) = (a.Any(IsDirty), b.Any(IsDirty));
            var repeats = b.Count(key => key is not null) - b.Where(key => key is not null).Select(Oracle.Clean).Distinct().Count();
            var stale = state.Get(MedusaState.IsStaleA) || state.Get(MedusaState.IsStaleB);
            Assert.True(dirtA || dirtB || repeats > 0 || stale || Pending(state).Length > 0);
            AssertDirt(a, dirtA);
            AssertDirt(b, dirtB);
            Assert.All(
                new[] { (MedusaState.TimeDeltaA, MedusaState.IsStaleA), (MedusaState.TimeDeltaB, MedusaState.IsStaleB) },
                side => Assert.InRange(state.Get(side.Item1), state.Get(side.Item2) ? 8 : 0.5, state.Get(side.Item2) ? 24 : 4));
            Assert.InRange(state[MedusaState.BronzeA].ColumnCount - 4, 0, 5);
            Assert.InRange(state[MedusaState.BronzeB].ColumnCount - 3, 0, 5);
            if (repeats > 0)
            {
                Assert.InRange(repeats, KeyCounts.Share(0.10, rowsB), KeyCounts.Share(0.30, rowsB));
                AssertExplodesBeforeDeduplication(state);
            }

            AssertMatchIsWithinReach(state);
        }
    }

    [Fact]
    public void Blend_every_combination_of_challenges_and_sides()
    {
        var seen = new HashSet<(bool, bool, bool, bool, bool, bool, bool, bool)>();
        foreach (var seed in Draw.Seeds(3_000))
        {
            var plan = new BlendedScenario().Plan(seed);
            seen.Add((plan.DirtA != KeyDirt.None, plan.DirtB != KeyDirt.None, plan.DuplicateRatio > 0, plan.HoursA > 6, plan.HoursB > 6,
                plan.NewColumnsA > 0, plan.NewColumnsB > 0, plan.OrphanRatio > 0));
        }

        // Dirt, staleness and drift are off, in A, in B or in both (4 each), duplicates off or on (2), not everything off; orphans none or some.
        Assert.Equal(((4 * 4 * 4 * 2) - 1) * 2, seen.Count);
    }

    private static IEnumerable<EpisodeState> States(string kind, int rowsA, int rowsB, int count = 60) =>
        Draw.Seeds(count).Select(seed => Draw.Scenario(seed, kind, rowsA, rowsB).State);

    private static bool IsDirty(string? key) => key is null || key != key.Trim();

    private static string[] Pending(EpisodeState state) =>
    [
        .. SilverSchema.Pending(state[MedusaState.Silver], state[MedusaState.BronzeA]), .. SilverSchema.Pending(state[MedusaState.Silver], state[MedusaState.BronzeB]),
    ];

    private static void AssertCleanKeys(EpisodeState state)
    {
        var (a, b) = (Oracle.Keys(state[MedusaState.BronzeA]), Oracle.Keys(state[MedusaState.BronzeB]));
        Assert.DoesNotContain(a.Concat(b), IsDirty);
        Assert.Equal(b.Length, b.Distinct().Count());
        Assert.Equal(1.0, Oracle.MatchRate(state[MedusaState.BronzeA], state[MedusaState.BronzeB]));
        Assert.True(a.Length > b.Length || a.Distinct().Count() == a.Length);
    }

    private static void AssertDirt(string?[] keys, bool isDirty)
    {
        if (!isDirty)
        {
            return;
        }

        var nulls = keys.Count(key => key is null);
        var padded = keys.Count(key => key is not null && key != key.Trim());
        Assert.InRange(nulls, KeyCounts.Share(0.05, keys.Length), KeyCounts.Share(0.40, keys.Length));
        Assert.Contains(padded, new[] { KeyCounts.Share(0.3, keys.Length - nulls), keys.Length - nulls });
    }

    private static void AssertExplodesBeforeDeduplication(EpisodeState state)
    {
        var run = EpisodeRun.Of(new Scenario("s", state, "", Record.Empty, 20), "PREP_KEYS_A", "PREP_KEYS_B", "EXECUTE_JOIN_INNER");
        var matched = Oracle.Instants(run.Table(MedusaState.Joined)).Distinct().Count();
        Assert.True(run.Table(MedusaState.Joined).RowCount >= 1.10 * matched - 1e-9);
        Assert.Equal(-100, run.LastTerms["row_explosion"]);
    }

    private static void AssertMatchIsWithinReach(EpisodeState state)
    {
        var run = EpisodeRun.Of(new Scenario("s", state, "", Record.Empty, 20), "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B");
        Assert.True(Oracle.MatchRate(run.Table(MedusaState.SourceA), run.Table(MedusaState.SourceB)) > 0.90);
    }
}
