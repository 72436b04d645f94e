using System.Numerics;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Cli.Rollouts;

/// <summary>What a rollout does.</summary>
/// <param name="Environment">The environment as installed here; its policies choose the actions.</param>
/// <param name="Policy">The policy; each episode's run is seeded by the low 64 bits of the episode's seed.</param>
/// <param name="Episodes">How many episodes: seeds from <paramref name="SeedStart"/> up, one each.</param>
/// <param name="Parallel">How many episodes run at a time.</param>
/// <param name="SeedStart">The first seed.</param>
/// <param name="Task">The task of every episode, or null.</param>
/// <param name="Options">The reset options of every episode, an object; undefined for none.</param>
internal sealed record RolloutPlan(
    EnvironmentDefinition Environment,
    IPolicy Policy,
    int Episodes,
    int Parallel,
    BigInteger SeedStart,
    string? Task,
    JsonElement Options);
