using System.Text.Json;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;

namespace Medusa.Cli.Plugins;

/// <summary>The actions of an episode.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="Actions">What was done, with validated arguments.</param>
/// <param name="Observations">What the agent saw, at the beginning and after each action.</param>
internal sealed record PlayedEpisode(Moment Start, IReadOnlyList<(IOperator Applied, Record Arguments)> Actions, IReadOnlyList<JsonElement> Observations);
