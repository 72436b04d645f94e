using System.Collections.Immutable;
using System.Numerics;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.V0;

/// <summary>The twelve tasks; task number n is made for seed n.</summary>
internal static class V0Tasks
{
    private static readonly ImmutableArray<V0Task> Tasks =
    [
        CleanPipeline.Task,
        DirtyIntegration.Task,
        FullMedallion.Task,
        SchemaBootstrap.Task,
        DedupGuardrail.Task,
        StaleSyncRecovery.Task,
        FreshJoinBaseline.Task,
        StaleHistoryGuard.Task,
        OrphanQuarantine.Task,
        DriftAlignment.Task,
        SnapshotUpsert.Task,
        SchemaHistoryGuard.Task,
    ];

    /// <summary>All tasks, in the order of their seeds.</summary>
    public static ImmutableArray<ITask> All { get; } = [.. Tasks];

    /// <summary>The task that an episode of a seed is scored by: the one made for it, or else the first.</summary>
    /// <param name="seed">The episode's seed.</param>
    public static V0Task OfSeed(BigInteger seed) => seed < Tasks.Length ? Tasks[(int)seed] : Tasks[0];

    /// <summary>The task of a name.</summary>
    /// <param name="name">A task's name.</param>
    /// <exception cref="KeyNotFoundException">No task has that name.</exception>
    public static V0Task Named(string name)
    {
        foreach (var task in Tasks)
        {
            if (task.Name == name)
            {
                return task;
            }
        }

        throw new KeyNotFoundException($"No task is named '{name}'.");
    }
}
