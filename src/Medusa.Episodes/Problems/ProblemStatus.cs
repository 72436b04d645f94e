namespace Medusa.Episodes;

/// <summary>The HTTP status of each problem code.</summary>
public static class ProblemStatus
{
    /// <summary>The status of <paramref name="code"/>; 500 for a code that is not documented.</summary>
    /// <param name="code">One of <see cref="ProblemCode"/>.</param>
    public static int Of(string code) => code switch
    {
        ProblemCode.InvalidJson => 400,
        ProblemCode.Unauthorized => 401,
        ProblemCode.Forbidden => 403,
        ProblemCode.UnknownEnvironment or ProblemCode.UnknownEpisode or ProblemCode.UnknownTable or ProblemCode.UnknownRoute => 404,
        ProblemCode.StepConflict or ProblemCode.RequestConflict or ProblemCode.EpisodeDone or ProblemCode.EpisodeClosed
            or ProblemCode.EpisodeExists or ProblemCode.NotDone or ProblemCode.ReplayDiverged or ProblemCode.SessionSuperseded or ProblemCode.ResumeRequired or ProblemCode.AmbiguousEpisode => 409,
        ProblemCode.EpisodeExpired => 410,
        ProblemCode.TooLarge => 413,
        ProblemCode.UnsupportedMediaType => 415,
        ProblemCode.InvalidRequest or ProblemCode.InvalidAction or ProblemCode.UnknownTask or ProblemCode.UnknownScenario or ProblemCode.OperatorFault => 422,
        ProblemCode.RateLimited or ProblemCode.QuotaExceeded => 429,
        ProblemCode.JournalUnavailable or ProblemCode.Overloaded or ProblemCode.PluginUnavailable or ProblemCode.RecoveryTimeout or ProblemCode.ShuttingDown => 503,
        ProblemCode.OutcomeUnknown => 504,
        _ => 500,
    };
}
