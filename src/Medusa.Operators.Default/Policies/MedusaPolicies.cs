using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>The scripted policies of both versions of the environment. They see the observation alone, as the server sends it.</summary>
public static class MedusaPolicies
{
    private static readonly RecordShape Action = new("action");
    private static readonly Dictionary<string, Record> Actions = MedusaActions.Names.ToDictionary(name => name, name => Action.With(name));

    /// <summary>All of them: <c>pipeline</c>, <c>documented</c>, <c>commit</c>, <c>random</c>.</summary>
    public static ImmutableArray<IPolicy> All { get; } =
    [
        new PipelinePolicy(),
        new ScriptPolicy(
            "documented",
            "The eight documented steps: check, evolve, prepare A and B, deduplicate, left join, SCD-2, commit.",
            [
                MedusaActions.SyncCheck, MedusaActions.EvolveSchema, MedusaActions.PrepKeysA, MedusaActions.PrepKeysB, MedusaActions.DeduplicateB,
                MedusaActions.ExecuteJoinLeft, MedusaActions.ApplyScd2, MedusaActions.Commit,
            ]),
        new ScriptPolicy("commit", "Commits at once.", [MedusaActions.Commit]),
        new RandomPolicy(),
    ];

    /// <summary>The wire form of an action without parameters: <c>{"action": name}</c>.</summary>
    /// <param name="name">One of <see cref="MedusaActions.Names"/>.</param>
    public static Record ActionNamed(string name) => Actions[name];
}
