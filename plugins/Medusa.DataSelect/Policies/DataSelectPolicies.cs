using System.Collections.Immutable;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect;

/// <summary>The scripted policies.</summary>
internal static class DataSelectPolicies
{
    /// <summary>The policy that <c>/baseline</c> runs.</summary>
    public const string Baseline = "balanced";

    private const int UsualBatch = 10;

    /// <summary>All policies.</summary>
    public static ImmutableArray<IPolicy> All { get; } =
    [
        new Policy(Baseline, "balanced (uncertainty=0.4, diversity=0.4, random=0.2)", static _ => DataSelectActions.Select(UsualBatch, 0.4, 0.4, 0.2)),
        new Policy("uncertainty", "Ten samples a step that the model is least sure of.", static _ => DataSelectActions.Select(UsualBatch, 1, 0, 0)),
        new Policy("chance", "Ten samples a step drawn at random.", static _ => DataSelectActions.Select(UsualBatch, 0, 0, 1)),
        new Policy("random", "Five to thirty samples a step by random weights, seeded.", static stream => DataSelectActions.Select(
            5 + (int)stream.Next(26), 0.01 + stream.NextDouble(), stream.NextDouble(), stream.NextDouble())),
        new Policy("stop", "Stops at once.", static _ => DataSelectActions.StopNow()),
    ];

    private sealed class Policy(string name, string description, Func<RandomStream, Record> next) : IPolicy
    {
        public string Name => name;

        public string Description => description;

        public IPolicyRun Start(ulong seed) => new Run(next, RandomStream.For(seed, "policy"));
    }

    private sealed class Run(Func<RandomStream, Record> next, RandomStream stream) : IPolicyRun
    {
        public Record Next(JsonElement observation, int step) => next(stream);
    }
}
