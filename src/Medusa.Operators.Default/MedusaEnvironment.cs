using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>
/// The environment <c>medusa</c>, version 1: an agent integrates a fact source and a dimension source into Silver and commits; a grader audits the result.
/// Deterministic: the same seed, options and actions give the same digests on every machine.
/// </summary>
public static class MedusaEnvironment
{
    /// <summary>The definition that the plugin registers.</summary>
    public static EnvironmentDefinition Definition { get; } = new()
    {
        Name = "medusa",
        Version = "1",
        Title = "MEDUSA",
        Description = "Relational control of a Bronze to Silver pipeline: integrate a fact and a dimension source that may be dirty, stale or drifted, "
            + "quarantine orphans, keep history, commit.",
        State = MedusaState.Schema,
        Scenarios = new MedusaScenarioGenerator(),
        Action = MedusaActions.Descriptor,
        Operators =
        [
            new SyncCheckOperator(), new EvolveSchemaOperator(), new PrepKeysAOperator(), new PrepKeysBOperator(), new DeduplicateBOperator(),
            new ExecuteJoinInnerOperator(), new ExecuteJoinLeftOperator(), new ExecuteJoinAntiOperator(), new ApplyScd1Operator(), new ApplyScd2Operator(),
            new CommitOperator(),
        ],
        Rewards =
        [
            new StepRule(), new RowExplosionRule(), new DirtyJoinRule(), new HighMatchRule(), new QuarantinePrecisionRule(), new CorrectScd2Rule(),
            new StaleProcessingRule(), new GraderRule(),
        ],
        Checks = [new VolumeCheck(), new IntegrityCheck(), new SchemaCheck(), new HistoryCheck()],
        Observer = new MedusaObserver(),
        Features = MedusaFeatures.All,
        Tables = MedusaTables.All,
        Inspector = new MedusaInspector(),
        Tasks = MedusaTasks.All,
        Policies = MedusaPolicies.All,
        BaselinePolicy = "pipeline",
        StepsAfterEnd = StepsAfterEnd.Error,
        MaxReturn = ShortestSolution.Return,
        ScoreWithoutTask = ShareOfChecks,
    };

    /// <summary>The score of an episode without a task: the share of checks passed; 0 if it was never committed.</summary>
    private static double ShareOfChecks(EpisodeView episode)
    {
        if (!episode.State.Get(MedusaState.Committed))
        {
            return 0;
        }

        var grade = GradeReport.Of(Definition.Checks, episode.State);
        return (double)grade.PassedCount / grade.Checks.Length;
    }
}
