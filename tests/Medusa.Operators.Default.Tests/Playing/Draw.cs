using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default.Tests;

/// <summary>Scenarios of version 1 with the options that a test names and defaults for the others.</summary>
internal static class Draw
{
    public static Scenario Scenario(ulong seed, string? kind = null, int rowsA = 200, int rowsB = 150, int maxSteps = 20, double threshold = 6) =>
        MedusaEnvironment.Definition.Scenarios.Generate(new ScenarioRequest(
            Seed.Of(seed),
            Record.Of(
                (MedusaOptions.Scenario, kind),
                (MedusaOptions.FactRows, rowsA),
                (MedusaOptions.DimensionRows, rowsB),
                (MedusaOptions.MaxSteps, maxSteps),
                (MedusaOptions.StaleThreshold, threshold)),
            true));

    public static Scenario ForTask(ITask task, ulong? seed = null) =>
        Scenario(seed ?? task.Seed.Low, task.Options[MedusaOptions.Scenario].AsText);

    /// <summary>Seeds spread over the whole range, the four canonical ones first.</summary>
    public static IEnumerable<ulong> Seeds(int count)
    {
        var stream = RandomStream.For(20_240_101, "test_seeds");
        for (ulong index = 0; index < (ulong)count; index++)
        {
            yield return index < 4 ? index : stream.NextBits() >> 11;
        }
    }
}
