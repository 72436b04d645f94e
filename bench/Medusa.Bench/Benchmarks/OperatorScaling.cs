using System.Globalization;
using Medusa.Bench.Measuring;
using Medusa.Bench.Plotting;
using Medusa.Operators.Abstractions;

namespace Medusa.Bench.Benchmarks;

/// <summary>
/// Time of each operator against the number of rows, each on a freshly generated dirty scenario so that nothing is remembered from an earlier call.
/// Writes the plot <c>docs/images/operator-scaling-&lt;environment&gt;.svg</c> where the current folder has <c>docs/</c>.
/// </summary>
internal sealed class OperatorScaling(EnvironmentDefinition environment) : IBenchmark
{
    private static readonly int[] Rows = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000];

    private static readonly (string Operator, string[] Before)[] Cases =
    [
        ("SYNC_CHECK", []),
        ("EVOLVE_SCHEMA", []),
        ("PREP_KEYS_A", []),
        ("PREP_KEYS_B", []),
        ("DEDUPLICATE_B", ["PREP_KEYS_A", "PREP_KEYS_B"]),
        ("EXECUTE_JOIN_INNER", ["PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B"]),
        ("EXECUTE_JOIN_LEFT", ["PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B"]),
        ("EXECUTE_JOIN_ANTI", ["PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B"]),
        ("APPLY_SCD_1", ["PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT"]),
        ("APPLY_SCD_2", ["PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT"]),
        ("APPLY_SCD_2 again", ["PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2"]),
        ("COMMIT", ["PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2"]),
    ];

    public string Name => $"operators-{environment.Name}";

    public string Description => $"{environment.Title}: time of each operator with 1,000 to 1,000,000 rows a side, nothing remembered from an earlier call";

    public Task<IReadOnlyList<Sample>> RunAsync()
    {
        var samples = new List<Sample>();
        var curves = new List<Curve>();
        foreach (var (name, before) in Cases)
        {
            var points = new List<(double Rows, double Seconds)>();
            foreach (var rows in Rows)
            {
                var seconds = Measure(name.Split(' ')[0], before, rows);
                points.Add((rows, seconds.Order().ElementAt(seconds.Length / 2)));
                if (rows is 10_000 or 1_000_000)
                {
                    samples.Add(new Sample(string.Create(CultureInfo.InvariantCulture, $"{name}, {rows:N0} rows"), "ms", [.. seconds.Select(value => value * 1000)]));
                }
            }

            curves.Add(new Curve(name, points));
        }

        if (Directory.Exists("docs"))
        {
            Directory.CreateDirectory("docs/images");
            File.WriteAllText($"docs/images/operator-scaling-{environment.Name}.svg", LogLogPlot.Draw($"{environment.Name}: operator time against rows", "rows a side", "seconds", curves));
        }

        return Task.FromResult<IReadOnlyList<Sample>>(samples);
    }

    private double[] Measure(string name, string[] before, int rows)
    {
        var calls = rows >= 300_000 ? 3 : 5;
        var applied = environment.FindOperator(name)!;
        return Rounds.Seconds(calls, () => Prepared(before, rows), state => Apply(applied, state, before.Length + 1));
    }

    private EpisodeState Prepared(string[] before, int rows)
    {
        var state = HappyPath.Scenario(environment, seed: 1, rows).State;
        for (var step = 0; step < before.Length; step++)
        {
            state = Apply(environment.FindOperator(before[step])!, state, step + 1);
        }

        GC.Collect();
        return state;
    }

    private EpisodeState Apply(IOperator applied, EpisodeState state, int step) =>
        applied.Apply(new OperatorContext(state, Record.Empty, step, environment.Checks, environment)).State;
}
