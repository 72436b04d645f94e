using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging;

namespace Medusa.Episodes;

/// <summary>The one seam between the engine and plugin code: workers, budgets, and what a fault costs.</summary>
internal sealed class Containment : IDisposable
{
    private const int RefoldFactor = 10;

    private readonly PluginWorkers workers;
    private readonly OverrunLedger ledger;
    private readonly EpisodesOptions options;
    private readonly ILogger logger;

    /// <param name="options">Workers and budgets.</param>
    /// <param name="host">Who quarantines; null where plugins are fixed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    /// <param name="rows">Reads the rows held, for a gauge.</param>
    /// <param name="places">The episodes in memory, for gauges.</param>
    public Containment(EpisodesOptions options, IPluginHost? host, TimeProvider time, ILogger logger, Func<long> rows, IEpisodePlaces places)
    {
        (this.options, this.logger) = (options, logger);
        workers = new PluginWorkers(options.Workers, options.MaxLostWorkers, options.StepBudget, time);
        ledger = new OverrunLedger(host);
        Metrics = new EpisodeMetrics(places, workers, options, rows, places);
    }

    /// <summary>What the engine measures.</summary>
    public EpisodeMetrics Metrics { get; }

    /// <summary>Whether no worker is left.</summary>
    public bool IsExhausted => workers.IsExhausted;

    /// <summary>Runs a request's plugin code on a worker.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="state">The episode's state, whose rows add to the budget; null for none.</param>
    /// <param name="call">The code. Nothing it does may be visible to others before it returns: a late result is dropped.</param>
    /// <param name="refolds">Whether it folds a journal again.</param>
    /// <exception cref="PluginOverrunException">It was over its budget.</exception>
    /// <exception cref="WorkersLostException">No worker is left.</exception>
    public ValueTask<T> RunAsync<T>(EpisodeState? state, Func<CancellationToken, T> call, bool refolds = false)
    {
        var budget = BudgetOf(state);
        return workers.RunAsync(refolds ? budget * RefoldFactor : budget, call);
    }

    /// <summary>Runs many requests' plugin code with one hop; each has its own budget.</summary>
    /// <typeparam name="T">What each gives.</typeparam>
    /// <param name="count">How many.</param>
    /// <param name="state">An episode's state, whose rows add to the budget.</param>
    /// <param name="call">The code of one; nothing it does may be visible to others before it returns.</param>
    /// <param name="finished">Gets each one's number, its result, and what it threw.</param>
    public Task RunManyAsync<T>(int count, Func<int, EpisodeState> state, Func<int, CancellationToken, T> call, Action<int, T, Exception?> finished) =>
        workers.RunManyAsync(count, index => BudgetOf(state(index)), call, finished);

    private TimeSpan BudgetOf(EpisodeState? state) =>
        options.StepBudget + (state is null ? TimeSpan.Zero : options.StepBudgetPerRow * ResultLimits.RowsOf(state));

    /// <summary>Logs and counts a fault; three episodes' overruns quarantine the plugin.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="episode">The episode.</param>
    /// <param name="fault">What happened.</param>
    /// <param name="part">The part at fault, where it is known.</param>
    public void Note(LoadedEnvironment environment, EpisodeKey episode, Exception fault, object? part = null)
    {
        var plugin = part is null ? environment.Plugins[0] : environment.OwnerOf(part);
        Metrics.Faulted(plugin, fault);
        EpisodeLog.PluginFaulted(logger, environment.Definition.Name, fault);
        if (fault is PluginOverrunException)
        {
            ledger.Note(plugin, episode);
        }
    }

    public void Dispose()
    {
        workers.Dispose();
        Metrics.Dispose();
    }
}
