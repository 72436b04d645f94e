using System.Text;
using Medusa.Bench.Benchmarks;
using Medusa.Bench.Measuring;
using Medusa.Bench.Network;
using Medusa.Bench.Reporting;
using Medusa.Operators.Default;
using Medusa.Operators.Default.V0;

if (args is [EchoServer.Verb, var port, .. var sizes])
{
    await EchoServer.RunAsync(int.Parse(port), [.. sizes.Select(int.Parse)]);
    return 0;
}

IBenchmark[] benchmarks =
[
    new BareFold(MedusaEnvironment.Definition),
    new BareFold(MedusaV0Environment.Definition),
    new EngineSteps(MedusaEnvironment.Definition),
    new EngineSteps(MedusaV0Environment.Definition),
    new Resets(MedusaEnvironment.Definition),
    new Resets(MedusaV0Environment.Definition),
    new IdleMemory(MedusaEnvironment.Definition),
    new Sockets("medusa", freshSeeds: false),
    new Sockets("medusa", freshSeeds: true),
    new Engines("medusa"),
    new Durability("medusa"),
    new Recovery(MedusaEnvironment.Definition),
    new Families(MedusaEnvironment.Definition),
    new Batches("medusa"),
    new DataSelectSteps(),
    new Resets(Medusa.DataSelect.DataSelectEnvironment.Definition),
    new PluginSeam(),
    new Spinners(),
    new OperatorScaling(MedusaEnvironment.Definition),
    new OperatorScaling(MedusaV0Environment.Definition),
];

var markdownFile = args is [.., "--markdown", var file] ? file : null;
var names = markdownFile is null ? args : args[..^2];
var chosen = names.Length == 0 ? benchmarks : [.. benchmarks.Where(benchmark => names.Any(name => benchmark.Name.StartsWith(name, StringComparison.Ordinal)))];
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"No benchmark is named {string.Join(" or ", names)}. There are: {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}.");
    return 2;
}

Console.WriteLine(Machine.Describe());
var markdown = new StringBuilder().AppendLine(Machine.Describe()).AppendLine();
foreach (var benchmark in chosen)
{
    var samples = await benchmark.RunAsync();
    Report.Show(benchmark, samples);
    markdown.Append(Report.Markdown(benchmark, samples));
}

if (markdownFile is not null)
{
    await File.WriteAllTextAsync(markdownFile, markdown.ToString());
}

return 0;
