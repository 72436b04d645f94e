namespace Medusa.Gateway;

/// <summary>What an owner may use: 0 is no limit.</summary>
/// <param name="LiveEpisodes">Running episodes.</param>
/// <param name="StepsPerSecond">Steps in a second.</param>
/// <param name="StepsBurst">Steps at once, where there is a limit of steps.</param>
/// <param name="Rows">Rows asked for by running episodes.</param>
internal readonly record struct Allowance(int LiveEpisodes, int StepsPerSecond, int StepsBurst, long Rows)
{
    /// <summary>Whether starting episodes is limited.</summary>
    public bool LimitsStarts => LiveEpisodes > 0 || Rows > 0;

    /// <summary>Whether anything is limited.</summary>
    public bool LimitsAnything => LimitsStarts || StepsPerSecond > 0;

    /// <summary>A key's own limits, and the defaults for the rest.</summary>
    /// <param name="own">The key's own; null for none.</param>
    /// <param name="defaults">The defaults.</param>
    public static Allowance Of(KeyLimits? own, LimitOptions defaults)
    {
        var perSecond = own?.StepsPerSecond ?? defaults.StepsPerSecond;
        return new Allowance(own?.LiveEpisodes ?? defaults.LiveEpisodes, perSecond, defaults.StepsBurst > 0 ? defaults.StepsBurst : perSecond, own?.Rows ?? defaults.Rows);
    }
}
