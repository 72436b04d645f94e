using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// The shortest full solution of an episode: every reward that can be earned, no penalty, all four checks, in the fewest steps. It is found by trying what can be
/// done to the sources before the join, fewest actions first: a challenge may be drawn and yet not matter, as when only keys are padded that A does not reference.
/// </summary>
public static class ShortestSolution
{
    private static readonly string[][] Preparations =
    [
        [],
        [MedusaActions.PrepKeysA],
        [MedusaActions.PrepKeysB],
        [MedusaActions.DeduplicateB],
        [MedusaActions.PrepKeysA, MedusaActions.PrepKeysB],
        [MedusaActions.PrepKeysA, MedusaActions.DeduplicateB],
        [MedusaActions.PrepKeysB, MedusaActions.DeduplicateB],
        [MedusaActions.PrepKeysA, MedusaActions.PrepKeysB, MedusaActions.DeduplicateB],
    ];

    /// <summary>The actions of the shortest full solution, COMMIT last; empty where there is none within the scenario's steps.</summary>
    /// <param name="scenario">A scenario of <see cref="MedusaScenarioGenerator"/>.</param>
    public static ImmutableArray<string> Of(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var state = scenario.State;
        var preparation = Array.Find(Preparations, actions => IsFull(state, actions));
        if (preparation is null)
        {
            return [];
        }

        var stale = state.Get(MedusaState.IsStaleA) || state.Get(MedusaState.IsStaleB);
        ImmutableArray<string> solution =
        [
            .. stale ? [MedusaActions.SyncCheck] : Array.Empty<string>(),
            .. HasDrifted(state) ? [MedusaActions.EvolveSchema] : Array.Empty<string>(),
            .. preparation,
            MedusaActions.ExecuteJoinLeft,
            MedusaActions.ApplyScd2,
            MedusaActions.Commit,
        ];
        return solution.Length <= scenario.MaxSteps ? solution : [];
    }

    /// <summary>What the shortest full solution earns; null where there is none.</summary>
    /// <param name="scenario">A scenario of <see cref="MedusaScenarioGenerator"/>.</param>
    public static double? Return(Scenario scenario)
    {
        var solution = Of(scenario);
        if (solution.IsEmpty)
        {
            return null;
        }

        // Term by term and step by step, as an episode adds them, so that the sum is the very same double.
        var total = 0.0;
        foreach (var action in solution)
        {
            var reward = -0.2;
            reward += action switch
            {
                MedusaActions.ExecuteJoinLeft => 25.0,
                MedusaActions.ApplyScd2 => 5.0,
                MedusaActions.Commit => 15.0,
                _ => 0.0,
            };
            reward += action == MedusaActions.ExecuteJoinLeft && TrueOrphans.Of(scenario.State).Count > 0 ? 10.0 : 0.0;
            total += reward;
        }

        return total;
    }

    private static bool HasDrifted(EpisodeState state) =>
        SilverSchema.Pending(state[MedusaState.Silver], state[MedusaState.BronzeA]).Length > 0
        || SilverSchema.Pending(state[MedusaState.Silver], state[MedusaState.BronzeB]).Length > 0;

    /// <summary>Whether a left join after these actions earns the high match and puts every row where it belongs, once.</summary>
    private static bool IsFull(EpisodeState state, string[] actions)
    {
        var (a, b) = (state[MedusaState.SourceA], state[MedusaState.SourceB]);
        foreach (var action in actions)
        {
            a = action == MedusaActions.PrepKeysA ? PreparedSource.Of(a).Table : a;
            b = action == MedusaActions.PrepKeysB ? PreparedSource.Of(b).Table : action == MedusaActions.DeduplicateB ? UniqueSource.Of(b).Table : b;
        }

        var outcome = JoinOutcome.Of(a, b);
        return outcome.Rows > 0
            && outcome.Rows == outcome.MatchedRows
            && outcome.MatchedRows == TrueOrphans.Of(state).MatchableCount
            && SourceMeasures.Of(a, b).MatchRate > 0.90;
    }
}
