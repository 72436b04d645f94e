using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Medusa.Episodes;

/// <summary>Says at the start that episodes run in the embedded engine because no other is installed.</summary>
/// <param name="options">Where another was looked for.</param>
/// <param name="loggers">The log.</param>
internal sealed partial class EngineNotice(EngineOptions options, ILoggerFactory loggers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        NotInstalled(loggers.CreateLogger("Medusa.Engine"), options.AkkaAssembly);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Akka.NET's engine is not installed ({Assembly} is missing): the embedded engine runs all episodes in this process.")]
    private static partial void NotInstalled(ILogger log, string assembly);
}
