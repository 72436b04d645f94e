using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway;

/// <summary>
/// Runs code of plugins that no engine runs: policies of baselines, and observers before the first episode. It gets a thread of its own; what throws or exceeds
/// <see cref="GatewayOptions.PluginCallLimit"/> fails the call with <c>operator_fault</c>, and a late result is discarded.
/// </summary>
/// <param name="options">The limit.</param>
/// <param name="clock">The time.</param>
/// <param name="log">The log.</param>
internal sealed partial class PluginCalls(GatewayOptions options, TimeProvider clock, ILogger<PluginCalls> log)
{
    /// <summary>Runs a call and waits for its result.</summary>
    /// <param name="environment">The environment whose code runs.</param>
    /// <param name="call">The call. Its token is cancelled when the time is over.</param>
    /// <typeparam name="T">What the call gives.</typeparam>
    /// <exception cref="PluginCallException">The call threw or took too long.</exception>
    /// <exception cref="ContractException">The plugin refused what it was asked.</exception>
    public async Task<T> RunAsync<T>(LoadedEnvironment environment, Func<CancellationToken, T> call)
    {
        using var limit = new CancellationTokenSource(options.PluginCallLimit, clock);
        var token = limit.Token;
        try
        {
            return await Task.Factory.StartNew(() => call(token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(token);
        }
        catch (Exception fault) when (fault is not ContractException)
        {
            var plugin = $"{environment.Provenance.Id}@{environment.Provenance.Version}";
            var isLate = token.IsCancellationRequested;
            Failed(log, plugin, environment.Definition.Name, isLate ? "took too long" : "threw", fault);
            throw new PluginCallException(Problem(plugin, isLate, fault), fault);
        }
    }

    /// <summary>Has JSON written from what a plugin says of itself.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="PluginCallException">The plugin threw or took too long.</exception>
    public Task<JsonBuffer> WriteAsync(LoadedEnvironment environment, Action<JsonBuffer> write) => RunAsync(environment, _ =>
    {
        var json = new JsonBuffer(4096);
        write(json);
        return json;
    });

    private static Problem Problem(string plugin, bool isLate, Exception fault) => new(
        ProblemCode.OperatorFault,
        isLate ? $"Plugin {plugin} did not answer in time: report it to the plugin's authors." : $"Plugin {plugin} failed to answer: report it to the plugin's authors.")
    {
        Extensions = isLate ? Record.Of(("plugin", plugin)) : Record.Of(("plugin", plugin), ("exception", fault.GetType().Name)),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Plugin {Plugin} {What} when it was asked about environment {Environment}.")]
    private static partial void Failed(ILogger log, string plugin, string environment, string what, Exception cause);
}
