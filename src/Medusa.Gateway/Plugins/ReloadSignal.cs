using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway;

/// <summary>Reloads the plugins when the process gets SIGHUP, which then does not end it. On Windows there is no such signal.</summary>
/// <param name="reloads">Reloads plugins.</param>
/// <param name="log">The log.</param>
internal sealed partial class ReloadSignal(PluginReloads reloads, ILogger<ReloadSignal> log) : IHostedService, IDisposable
{
    private PosixSignalRegistration? registration;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsWindows())
        {
            registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
            {
                signal.Cancel = true;
                _ = Task.Run(ReloadAsync, CancellationToken.None);
            });
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => registration?.Dispose();

    private async Task ReloadAsync()
    {
        try
        {
            await reloads.RunAsync("SIGHUP", CancellationToken.None);
        }
        catch (Exception fault)
        {
            Failed(log, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The reload that SIGHUP asked for failed.")]
    private static partial void Failed(ILogger log, Exception fault);
}
