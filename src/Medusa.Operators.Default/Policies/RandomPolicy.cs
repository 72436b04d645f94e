using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>Chooses uniformly among the eleven actions.</summary>
internal sealed class RandomPolicy : IPolicy
{
    public string Name => "random";

    public string Description => "Chooses uniformly among the eleven actions, seeded.";

    public IPolicyRun Start(ulong seed) => new Run(RandomStream.For(seed, "policy"));

    private sealed class Run(RandomStream stream) : IPolicyRun
    {
        public Record Next(JsonElement observation, int step) => MedusaPolicies.ActionNamed(MedusaActions.Names[stream.Next(MedusaActions.Names.Length)]);
    }
}
