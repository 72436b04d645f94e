using Medusa.Bench.Measuring;

namespace Medusa.Bench.Benchmarks;

/// <summary>One question about speed or memory, answered in figures.</summary>
internal interface IBenchmark
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>What is measured and how, in a sentence.</summary>
    string Description { get; }

    /// <summary>Measures.</summary>
    Task<IReadOnlyList<Sample>> RunAsync();
}
