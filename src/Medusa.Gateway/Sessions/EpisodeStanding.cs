using System.Text.Json;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>What a gateway needs of an episode's summary.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="IsRunning">Whether it takes steps.</param>
internal readonly record struct EpisodeStanding(string? Environment, bool IsRunning)
{
    /// <summary>Reads a summary.</summary>
    /// <param name="summary">The answer to <see cref="EpisodeQueryKind.Summary"/>.</param>
    public static EpisodeStanding Read(EpisodeReply summary)
    {
        using var document = JsonDocument.Parse(summary.Body);
        var root = document.RootElement;
        return new EpisodeStanding(root.GetProperty("environment"u8).GetString(), root.GetProperty("status"u8).ValueEquals("running"u8));
    }
}
