using Medusa.Episodes;

namespace Medusa.Actors;

/// <summary>Which requests may be made twice without being done twice, and what to say where no answer came.</summary>
internal static class Repeatable
{
    private const int RetryAfterSeconds = 1;

    /// <summary>Whether a command may be sent again: it carries a number or an id that makes its repeat the same request, or changes nothing.</summary>
    /// <param name="command">The command.</param>
    public static bool Is(object? command) => command switch
    {
        StepEpisode step => step.Step is not null || step.RequestId is not null,
        CreateEpisode create => create.RequestId is not null,
        ForkEpisode fork => fork.RequestId is not null,
        _ => true,
    };

    /// <summary>The answer to a command that nobody answered.</summary>
    /// <param name="command">The command.</param>
    public static EpisodeReply Unanswered(object? command) => Is(command)
        ? EpisodeReply.Refused(new Problem(ProblemCode.RecoveryTimeout, "The episode's node did not answer in time: send the same request again.") { RetryAfterSeconds = RetryAfterSeconds })
        : EpisodeReply.Refused(ProblemCode.OutcomeUnknown, "The episode's node did not answer in time and may have done what was asked: look before you ask again, and give requests an id.");
}
