using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using AkkaLevel = Akka.Event.LogLevel;
using HostLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Medusa.Actors;

/// <summary>Writes what Akka.NET logs to the host's log, under <c>Medusa.Cluster</c>.</summary>
internal sealed partial class HostLogger : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly ILogger logger;

    /// <summary>Takes the host's log from the actor system's set-up.</summary>
    public HostLogger()
    {
        logger = Context.System.Settings.Setup.Get<HostLog>() is { HasValue: true, Value: var host }
            ? host.Loggers.CreateLogger("Medusa.Cluster")
            : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    private void Write(LogEvent entry) => Wrote(logger, LevelOf(entry.LogLevel()), entry.LogSource, entry.Message?.ToString() ?? string.Empty, entry.Cause);

    /// <summary>One step lower than Akka.NET has it: its news of every association would drown Medusa's own.</summary>
    private static HostLevel LevelOf(AkkaLevel level) => level switch
    {
        AkkaLevel.ErrorLevel => HostLevel.Error,
        AkkaLevel.WarningLevel => HostLevel.Warning,
        AkkaLevel.InfoLevel => HostLevel.Debug,
        _ => HostLevel.Trace,
    };

    [LoggerMessage(EventId = 1, Message = "{Source}: {Message}")]
    private static partial void Wrote(ILogger logger, HostLevel level, string source, string message, Exception? fault);
}
