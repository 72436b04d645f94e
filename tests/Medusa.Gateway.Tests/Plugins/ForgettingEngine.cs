using System.Collections.Immutable;
using Medusa.Episodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Gateway.Tests;

/// <summary>An engine that holds nothing once asked to let go: a new one over the same journal takes the old one's place. What still holds a plugin then is the gateway.</summary>
internal sealed class ForgettingEngine(IEnvironmentCatalogue catalogue) : IEpisodeEngine, IPluginUser
{
    private readonly MemoryJournal journal = new(1000);
    private EmbeddedEngine? inner;

    public string Name => "embedded";

    public int LiveEpisodes => Inner.LiveEpisodes;

    private EmbeddedEngine Inner => inner ??= new EmbeddedEngine(catalogue, journal, new EpisodesOptions(), TimeProvider.System, NullLogger<EmbeddedEngine>.Instance);

    public ValueTask<EpisodeReply> CreateAsync(CreateEpisode command, CancellationToken cancellation = default) => Inner.CreateAsync(command, cancellation);

    public ValueTask<EpisodeReply> StepAsync(StepEpisode command, CancellationToken cancellation = default) => Inner.StepAsync(command, cancellation);

    public ValueTask<EpisodeReply> QueryAsync(QueryEpisode query, CancellationToken cancellation = default) => Inner.QueryAsync(query, cancellation);

    public ValueTask<EpisodeReply> ListAsync(ListEpisodes query, CancellationToken cancellation = default) => Inner.ListAsync(query, cancellation);

    public ValueTask<EpisodeReply> CloseAsync(CloseEpisode command, CancellationToken cancellation = default) => Inner.CloseAsync(command, cancellation);

    public ValueTask DisposeAsync() => Inner.DisposeAsync();

    public int Release(ImmutableArray<LoadedEnvironment> environments)
    {
        var names = environments.Select(environment => environment.Definition.Name).ToHashSet();
        var running = CountAsync(names).AsTask().GetAwaiter().GetResult();
        if (running == 0 && inner is { } old)
        {
            inner = null;
            old.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        return running;
    }

    private async ValueTask<int> CountAsync(HashSet<string> names)
    {
        var running = 0;
        await foreach (var head in journal.ListAsync(Owner.Anonymous, null, default))
        {
            running += head.StatusText == "running" && names.Contains(head.Started.Environment) ? 1 : 0;
        }

        return running;
    }
}
