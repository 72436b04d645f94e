using Akka.Actor.Setup;
using Microsoft.Extensions.Logging;

namespace Medusa.Actors;

/// <summary>Hands the host's log to the actor system.</summary>
/// <param name="loggers">The host's logs.</param>
internal sealed class HostLog(ILoggerFactory loggers) : Setup
{
    /// <summary>The host's logs.</summary>
    public ILoggerFactory Loggers => loggers;
}
