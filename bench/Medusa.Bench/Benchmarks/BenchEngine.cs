using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Bench.Benchmarks;

/// <summary>The embedded engine with its defaults, one environment and the memory journal.</summary>
internal static class BenchEngine
{
    public static EmbeddedEngine Start(EnvironmentDefinition environment, Action<EpisodesOptions>? configure = null)
    {
        var options = new EpisodesOptions();
        configure?.Invoke(options);
        var catalogue = new EnvironmentCatalogue([new LoadedEnvironment(environment, new PluginProvenance("medusa", "0.0.0", new string('0', 64)))]);
        return new EmbeddedEngine(catalogue, new MemoryJournal(options.MaxRetainedEpisodes), options, TimeProvider.System, NullLogger<EmbeddedEngine>.Instance);
    }

    /// <summary>The reply of a request that the memory journal lets finish at once.</summary>
    /// <exception cref="InvalidOperationException">The request was refused.</exception>
    public static EpisodeReply Completed(ValueTask<EpisodeReply> request)
    {
        var reply = request.IsCompletedSuccessfully ? request.Result : request.AsTask().GetAwaiter().GetResult();
        return reply.Problem is { } problem ? throw new InvalidOperationException($"{problem.Code}: {problem.Detail}") : reply;
    }
}
