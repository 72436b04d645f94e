using System.Collections.Immutable;
using System.Text;
using Medusa.Operators.Abstractions;

namespace Medusa.Bench.Benchmarks;

/// <summary>The eight documented steps that solve every MEDUSA episode: the workload that all step rates are quoted for.</summary>
internal static class HappyPath
{
    public static ImmutableArray<string> Actions { get; } =
        ["SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT"];

    /// <summary>The frames of one cycle on an OpenEnv socket: a reset with <paramref name="seed"/> and the eight steps.</summary>
    public static byte[][] Frames(int seed) =>
    [
        Encoding.UTF8.GetBytes($$$"""{"type":"reset","data":{"seed":{{{seed}}}}}"""),
        .. Actions.Select(action => Encoding.UTF8.GetBytes($$$"""{"type":"step","data":{"action":"{{{action}}}"}}""")),
    ];

    /// <summary>A scenario with its defaults, or with other table sizes.</summary>
    public static Scenario Scenario(EnvironmentDefinition environment, long seed, int? rows = null)
    {
        var options = environment.Scenarios.Options;
        var values = new Value[options.Fields.Length];
        for (var index = 0; index < values.Length; index++)
        {
            var field = options.Fields[index];
            values[index] = rows is { } count && field.CountsRows ? count : field.Default;
        }

        var shape = new RecordShape([.. options.Fields.Select(field => field.Name)]);
        return environment.Scenarios.Generate(new ScenarioRequest(Seed.Of(seed), shape.With(values), WasSeedGiven: true));
    }
}
