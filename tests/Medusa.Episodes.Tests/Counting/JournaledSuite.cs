namespace Medusa.Episodes.Tests;

/// <summary>Tests that run over one kind of journal after the other. One class for each of them derives from a suite.</summary>
public abstract class JournaledSuite : IAsyncDisposable
{
    private IEpisodeJournal? journal;

    /// <summary>The journal that all hosts of a test share.</summary>
    private protected IEpisodeJournal Journal => journal ??= Open();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return journal is IAsyncDisposable disposable ? disposable.DisposeAsync() : default;
    }

    private protected abstract IEpisodeJournal Open();

    private protected CountingHost NewHost(Operators.Abstractions.EnvironmentDefinition? definition = null, EpisodesOptions? options = null) => new(definition, options, Journal);

    /// <summary>How many episodes the journal holds of those that the tests start.</summary>
    private protected async Task<int> JournaledAsync() => (await Task.WhenAll(new[] { CountingHost.Alice, CountingHost.Bob }.Select(HeldAsync))).Sum();

    /// <summary>Sweeps until a condition holds: a sweep that the clock began may still be under way.</summary>
    private protected static Task SweptAsync(CountingHost host, Func<Task<bool>> condition) => Eventually.HoldsAsync(async () =>
    {
        await host.SweepAsync();
        return await condition();
    });

    private async Task<int> HeldAsync(Owner owner)
    {
        var held = 0;
        await foreach (var _ in Journal.ListAsync(owner, null))
        {
            held++;
        }

        return held;
    }
}
