using Medusa.Bench.Benchmarks;
using Medusa.Bench.Measuring;
using Medusa.Bench.Reporting;
using Medusa.Cluster.Bench;

if (args is [EpisodeNode.Verb, var port])
{
    await EpisodeNode.RunAsync(int.Parse(port));
    return 0;
}

if (args is [EchoNode.Verb, var echoPort, var bytes])
{
    await EchoNode.RunAsync(int.Parse(echoPort), int.Parse(bytes));
    return 0;
}

IBenchmark[] benchmarks = [new RemoteSteps(), new IdleActors()];
var chosen = args.Length == 0 ? benchmarks : [.. benchmarks.Where(benchmark => args.Any(name => benchmark.Name.StartsWith(name, StringComparison.Ordinal)))];
Console.WriteLine(Machine.Describe());
foreach (var benchmark in chosen)
{
    Report.Show(benchmark, await benchmark.RunAsync());
}

return 0;
