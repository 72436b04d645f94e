using System.Numerics;
using System.Text.Json;

namespace Medusa.Cli.Hosts;

/// <summary>What episode a command starts.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Task">The task's name, or null.</param>
/// <param name="Options">The reset options, an object; undefined for none.</param>
internal sealed record EpisodeStart(string Environment, BigInteger Seed, string? Task, JsonElement Options);
