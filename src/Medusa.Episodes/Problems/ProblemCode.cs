namespace Medusa.Episodes;

/// <summary>The stable error codes of the native API. The HTTP status of each is <see cref="ProblemStatus"/>'s.</summary>
public static class ProblemCode
{
    public const string InvalidJson = "invalid_json";
    public const string Unauthorized = "unauthorized";
    public const string Forbidden = "forbidden";
    public const string UnknownEnvironment = "unknown_environment";
    public const string UnknownEpisode = "unknown_episode";
    public const string UnknownTable = "unknown_table";
    public const string UnknownRoute = "unknown_route";
    public const string StepConflict = "step_conflict";
    public const string RequestConflict = "request_conflict";
    public const string EpisodeDone = "episode_done";
    public const string EpisodeClosed = "episode_closed";
    public const string EpisodeExists = "episode_exists";
    public const string SessionSuperseded = "session_superseded";
    public const string ResumeRequired = "resume_required";
    public const string NotDone = "not_done";
    public const string ReplayDiverged = "replay_diverged";
    public const string AmbiguousEpisode = "ambiguous_episode";
    public const string EpisodeExpired = "episode_expired";
    public const string TooLarge = "too_large";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string InvalidRequest = "invalid_request";
    public const string InvalidAction = "invalid_action";
    public const string UnknownTask = "unknown_task";
    public const string UnknownScenario = "unknown_scenario";
    public const string OperatorFault = "operator_fault";
    public const string RateLimited = "rate_limited";
    public const string QuotaExceeded = "quota_exceeded";
    public const string JournalUnavailable = "journal_unavailable";
    public const string Overloaded = "overloaded";
    public const string PluginUnavailable = "plugin_unavailable";
    public const string RecoveryTimeout = "recovery_timeout";
    public const string ShuttingDown = "shutting_down";
    public const string OutcomeUnknown = "outcome_unknown";
}
