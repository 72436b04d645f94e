using System.Security.Cryptography;
using Medusa.Operators.Abstractions;
using Medusa.Operators.Default.V0;

namespace Medusa.Operators.Default.Tests;

/// <summary>One digest over everything that many episodes produce: tables, scalars, observations and rewards after every step.</summary>
internal static class Digests
{
    public static string OfManyRuns()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var seed in Draw.Seeds(120))
        {
            foreach (var policy in new[] { "documented", "random" })
            {
                Add(hash, seed, MedusaEnvironment.Definition.FindPolicy(policy)!.Start(seed));
            }
        }

        for (var seed = 0; seed < 12; seed++)
        {
            var replica = V0.EpisodeRun.Of(MedusaV0Environment.Definition, seed).Take("PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT");
            hash.AppendData(replica.State.Digest);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, ulong seed, IPolicyRun policy)
    {
        var run = new EpisodeRun(Draw.Scenario(seed));
        hash.AppendData(run.State.Digest);
        while (run.IsRunning)
        {
            run.Step(policy.Next(default, run.View.Step)["action"].AsText);
            hash.AppendData(run.State.Digest);
            hash.AppendData(BitConverter.GetBytes(run.LastReward));
            using var observation = run.Observe();
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(observation.RootElement.GetRawText()));
        }
    }
}
