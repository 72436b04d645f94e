using System.Text.Json;
using Medusa.Episodes;

namespace Medusa.Gateway;

/// <summary>Starts what resets ask for: new episodes, members of groups, and copies of episodes.</summary>
/// <param name="engine">Where episodes run.</param>
internal sealed class EpisodeResets(IEpisodeEngine engine)
{
    /// <summary>Starts an episode. Where the request was made before, its recorded answer.</summary>
    /// <param name="request">What to start.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public ValueTask<EpisodeReply> StartAsync(ResetRequest request, CancellationToken cancellation = default) =>
        request.Parent is { } parent ? ForkAsync(request, parent, cancellation) : engine.CreateAsync(request.Start, cancellation);

    private async ValueTask<EpisodeReply> ForkAsync(ResetRequest request, EpisodeId parent, CancellationToken cancellation)
    {
        var start = request.Start;
        var summary = await engine.QueryAsync(new QueryEpisode(start.Owner, parent, EpisodeQueryKind.Summary), cancellation);
        if (summary.Problem is not null)
        {
            return summary;
        }

        if (EnvironmentOf(summary) is var environment && environment != start.Environment)
        {
            return Invalid(ResetArguments.ForkFrom, $"fork_from is an episode of '{environment}': send the reset to that environment.", parent.Value);
        }

        var reply = await engine.ForkAsync(
            new ForkEpisode(start.Owner, parent) { At = request.At, RequestId = start.RequestId, Label = start.Label, Session = start.Session, Generation = start.Generation },
            cancellation);
        return reply.Problem is { Code: ProblemCode.InvalidRequest, Errors: [{ Path: ["at"] } error] }
            ? EpisodeReply.Refused(new Problem(ProblemCode.InvalidRequest, $"Correct '{ResetArguments.AtStep}': {error.Message}.") { Errors = [error with { Path = [ResetArguments.AtStep] }] })
            : reply;
    }

    private static string? EnvironmentOf(EpisodeReply summary)
    {
        using var document = JsonDocument.Parse(summary.Body);
        return document.RootElement.GetProperty("environment"u8).GetString();
    }

    private static EpisodeReply Invalid(string name, string message, string sent) => EpisodeReply.Refused(new Problem(ProblemCode.InvalidRequest, message)
    {
        Errors = [new FieldError([name], "value_error", $"Value error, {message.TrimEnd('.')}", $"\"{sent}\"")],
    });
}
