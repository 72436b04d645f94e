using System.Collections.Immutable;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>Takes the same actions in every episode; after the last one it goes on with that one.</summary>
/// <param name="name">The policy's name.</param>
/// <param name="description">What it does.</param>
/// <param name="actions">The actions, at least one.</param>
internal sealed class ScriptPolicy(string name, string description, ImmutableArray<string> actions) : IPolicy, IPolicyRun
{
    public string Name => name;

    public string Description => description;

    public IPolicyRun Start(ulong seed) => this;

    public Record Next(JsonElement observation, int step) => MedusaPolicies.ActionNamed(actions[Math.Min(step, actions.Length - 1)]);
}
