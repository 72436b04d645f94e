namespace Medusa.Gateway;

/// <summary>The limits, as refusals and measurements name them.</summary>
internal static class LimitNames
{
    public const string LiveEpisodes = "live_episodes";
    public const string Rows = "rows";
    public const string Steps = "steps_per_second";
}
