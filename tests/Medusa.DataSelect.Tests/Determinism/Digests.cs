using System.Security.Cryptography;
using Medusa.DataSelect.V0;
using Medusa.Operators.Abstractions;

namespace Medusa.DataSelect.Tests;

/// <summary>One digest over the states, observations and returns of many episodes of both versions.</summary>
internal static class Digests
{
    public static string OfManyEpisodes()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var seed = 0; seed < 24; seed++)
        {
            foreach (var definition in new[] { DataSelectEnvironment.Definition, DataSelectV0Environment.Definition })
            {
                Add(hash, definition, seed, (seed % 3) switch { 0 => "easy", 1 => "medium", _ => "hard" });
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, EnvironmentDefinition definition, int seed, string task)
    {
        var game = Game.Start(definition, seed, task);
        var stream = RandomStream.For((ulong)seed, "test");
        while (game.Moment.IsRunning)
        {
            game = game.Select(5 + (long)stream.Next(30), stream.NextDouble(), stream.NextDouble(), stream.NextDouble());
            hash.AppendData(game.State.Digest);
            hash.AppendData(BitConverter.GetBytes(game.View.CumulativeReward));
            var json = new JsonBuffer();
            definition.Observer.WriteObservation(new ObservationContext(game.View, "", Record.Empty, false), json);
            hash.AppendData(json.WrittenSpan);
        }

        hash.AppendData(BitConverter.GetBytes(definition.FindTask(task)!.Score(game.View).Score));
    }
}
