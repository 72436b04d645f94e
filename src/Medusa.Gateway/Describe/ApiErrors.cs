using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>With what codes operations refuse.</summary>
internal static class ApiErrors
{
    /// <summary>What concerns any one episode.</summary>
    public static readonly string[] OfEpisode =
    [
        ProblemCode.UnknownEpisode, ProblemCode.EpisodeExpired, ProblemCode.ReplayDiverged, ProblemCode.OperatorFault, ProblemCode.JournalUnavailable, ProblemCode.Overloaded,
        ProblemCode.PluginUnavailable, ProblemCode.RecoveryTimeout, ProblemCode.ShuttingDown,
    ];

    /// <summary>What concerns the start of episodes.</summary>
    public static readonly string[] OfStart =
    [
        ProblemCode.UnknownEnvironment, ProblemCode.UnknownTask, ProblemCode.UnknownScenario, ProblemCode.RequestConflict, ProblemCode.EpisodeExpired, ProblemCode.OperatorFault, ProblemCode.QuotaExceeded,
        ProblemCode.JournalUnavailable, ProblemCode.Overloaded, ProblemCode.PluginUnavailable, ProblemCode.RecoveryTimeout, ProblemCode.ShuttingDown,
    ];

    /// <summary>What concerns steps, beside <see cref="OfEpisode"/>.</summary>
    public static readonly string[] OfStep =
    [
        .. OfEpisode, ProblemCode.InvalidAction, ProblemCode.StepConflict, ProblemCode.RequestConflict, ProblemCode.EpisodeDone, ProblemCode.EpisodeClosed, ProblemCode.OutcomeUnknown, ProblemCode.RateLimited,
    ];

    private static readonly string[] OfBody = [ProblemCode.InvalidJson, ProblemCode.TooLarge, ProblemCode.UnsupportedMediaType];

    /// <summary>The codes that a problem of the API may have.</summary>
    public static IEnumerable<string> Codes { get; } =
        [.. typeof(ProblemCode).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!), "internal_error"];

    /// <summary>Every code of an operation by status, statuses in order.</summary>
    /// <param name="operation">The operation.</param>
    public static IEnumerable<IGrouping<int, string>> Of(ApiOperation operation)
    {
        IEnumerable<string> codes = operation.Errors;
        codes = operation.IsOpen ? codes : codes.Append(ProblemCode.Unauthorized);
        codes = operation.Request is null ? codes : codes.Concat(OfBody);
        codes = operation.IsNative || operation.Request is not null ? codes.Append(ProblemCode.InvalidRequest) : codes;
        return codes.Distinct().Order(StringComparer.Ordinal).GroupBy(code => StatusOf(operation, code)).OrderBy(group => group.Key);
    }

    /// <summary>OpenEnv's servers answer a body that is no JSON as one that does not validate.</summary>
    private static int StatusOf(ApiOperation operation, string code) => code == ProblemCode.InvalidJson && !operation.IsNative ? 422 : ProblemStatus.Of(code);
}
