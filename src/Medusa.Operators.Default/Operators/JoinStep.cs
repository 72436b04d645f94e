using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>What inner and left joins write to the state alike.</summary>
internal static class JoinStep
{
    public static void Record(ref StateEdit edit, EpisodeState state, string type, JoinOutcome outcome)
    {
        edit.Set(MedusaState.Joined, outcome.Joined);
        edit.Set(MedusaState.DidJoin, true);
        edit.Set(MedusaState.JoinType, type);
        edit.Set(MedusaState.JoinRows, outcome.Rows);
        edit.Set(MedusaState.Exploded, outcome.Exploded);
        edit.Set(MedusaState.MatchRateAtJoin, SourceMeasures.Of(state).MatchRate);
        edit.Set(MedusaState.PreppedAtJoin, state.Get(MedusaState.DidPrepA) && state.Get(MedusaState.DidPrepB));
        edit.Set(MedusaState.DedupedAtJoin, state.Get(MedusaState.DidDedupB));
    }
}
