namespace Medusa.Episodes;

/// <summary>
/// The attributes of Medusa's measurements and spans. What they hold on a measurement is bounded by the code and by what is loaded: never an episode, an owner or
/// anything else that a client chooses.
/// </summary>
public static class TelemetryTag
{
    /// <summary>An environment's name.</summary>
    public const string Environment = "medusa.environment";

    /// <summary>An operator's name; <c>invalid</c> for an action that names none.</summary>
    public const string Operator = "medusa.operator";

    /// <summary>How something went.</summary>
    public const string Outcome = "medusa.outcome";

    /// <summary>Why something happened.</summary>
    public const string Reason = "medusa.reason";

    /// <summary>A plugin, as <c>id@version</c>.</summary>
    public const string Plugin = "medusa.plugin";

    /// <summary>A plugin's state.</summary>
    public const string State = "medusa.state";

    /// <summary>What spoke over a socket or a route: <c>openenv</c>, <c>mcp</c> or <c>native</c>.</summary>
    public const string Protocol = "medusa.protocol";

    /// <summary>What began an episode: <c>create</c> or <c>fork</c>.</summary>
    public const string Origin = "medusa.origin";

    /// <summary>The episode of a span. Never on a measurement.</summary>
    public const string Episode = "medusa.episode";

    /// <summary>The number of a span's step. Never on a measurement.</summary>
    public const string Step = "medusa.step";

    /// <summary>A problem's code, an error frame's, or a database's.</summary>
    public const string Error = "error.type";
}
