using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>
/// The environment <c>medusa-v0</c>: the Python original step for step, its loopholes included. For training, take version 1, which closes them.
/// </summary>
public static class MedusaV0Environment
{
    /// <summary>The definition.</summary>
    public static EnvironmentDefinition Definition { get; } = new()
    {
        Name = "medusa-v0",
        Version = "0",
        Title = "MEDUSA v0",
        Description = "The original MEDUSA environment, replayed exactly: integrate two Bronze sources into Silver with eleven actions.",
        State = V0State.Schema,
        Seeds = new V0SeedRule(),
        Scenarios = new V0ScenarioGenerator(),
        Action = MedusaActions.Descriptor,
        Operators =
        [
            new SyncCheck(),
            new EvolveSchema(),
            new PrepKeysA(),
            new PrepKeysB(),
            new DeduplicateB(),
            new ExecuteJoinInner(),
            new ExecuteJoinLeft(),
            new ExecuteJoinAnti(),
            new ApplyScd1(),
            new ApplyScd2(),
            new Commit(),
        ],
        Rewards =
        [
            new StepPenalty(),
            new RowExplosion(),
            new DirtyJoin(),
            new HighMatch(),
            new QuarantinePrecision(),
            new CorrectScd2(),
            new StaleProcessing(),
            new GraderBonus(),
        ],
        Checks = [new VolumeCheck(), new IntegrityCheck(), new SchemaCheck(), new HistoryCheck()],
        Observer = new V0Observer(),
        Features = V0Features.All,
        Tables = MedusaTables.All,
        Inspector = new V0Inspector(),
        Tasks = V0Tasks.All,
        Policies = MedusaPolicies.All,
        BaselinePolicy = "documented",
        StepsAfterEnd = StepsAfterEnd.Echo,
        ScoreWithoutTask = episode => V0Tasks.Named(episode.State.Get(V0State.ScoredTask)).Score(episode).Score,
    };
}
