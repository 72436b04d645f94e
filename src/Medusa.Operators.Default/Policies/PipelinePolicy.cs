using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// Reads the features and does what they say is needed: checks stale sources, registers drifted columns, prepares dirty keys, deduplicates a repeating B; then
/// joins, loads and commits. What the features do not show it knows from its own actions, so it plays both versions of the environment.
/// </summary>
internal sealed class PipelinePolicy : IPolicy
{
    public string Name => "pipeline";

    public string Description => "Reads only the observation and does what it says is needed, then left join, SCD-2, commit.";

    public IPolicyRun Start(ulong seed) => new Run();

    private sealed class Run : IPolicyRun
    {
        private readonly HashSet<string> done = [];

        public Record Next(JsonElement observation, int step)
        {
            var action = Choose(observation.GetProperty("features"));
            done.Add(action);
            return MedusaPolicies.ActionNamed(action);
        }

        private string Choose(JsonElement features)
        {
            double Feature(int index) => features[index].GetDouble();
            var isDirty = Feature(11) < 1;
            var (nullsInA, nullsInB) = (Feature(4) > 0, Feature(5) > 0);
            return Needs(MedusaActions.SyncCheck, Feature(2) > 0 || Feature(3) > 0) ? MedusaActions.SyncCheck
                : Needs(MedusaActions.EvolveSchema, Feature(9) > 0 || Feature(10) > 0) ? MedusaActions.EvolveSchema
                : Needs(MedusaActions.PrepKeysA, isDirty || nullsInA) ? MedusaActions.PrepKeysA
                : Needs(MedusaActions.PrepKeysB, isDirty || nullsInB) ? MedusaActions.PrepKeysB
                : Needs(MedusaActions.DeduplicateB, Feature(7) < 1) ? MedusaActions.DeduplicateB
                : Needs(MedusaActions.ExecuteJoinLeft, true) ? MedusaActions.ExecuteJoinLeft
                : Needs(MedusaActions.ApplyScd2, true) ? MedusaActions.ApplyScd2
                : MedusaActions.Commit;
        }

        private bool Needs(string action, bool isCalledFor) => isCalledFor && !done.Contains(action);
    }
}
