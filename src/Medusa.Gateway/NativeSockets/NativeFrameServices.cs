using Medusa.Episodes;
using Microsoft.Extensions.Logging;

namespace Medusa.Gateway;

/// <summary>What the sockets of the native API share.</summary>
/// <param name="Engine">Where episodes run.</param>
/// <param name="Environments">The environments.</param>
/// <param name="Starts">Starts episodes.</param>
/// <param name="Batches">Reads batches.</param>
/// <param name="Runner">Runs batches.</param>
/// <param name="Metrics">What is measured.</param>
/// <param name="Options">The limits.</param>
/// <param name="Clock">The time.</param>
/// <param name="Log">The log.</param>
internal sealed record NativeFrameServices(
    IEpisodeEngine Engine,
    EnvironmentLookup Environments,
    EpisodeStarts Starts,
    BatchReader Batches,
    BatchRunner Runner,
    GatewayMetrics Metrics,
    GatewayOptions Options,
    TimeProvider Clock,
    ILogger<NativeFrameServices> Log);
