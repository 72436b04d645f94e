using System.Globalization;
using Medusa.Durability.History;

namespace Medusa.Durability.Load;

/// <summary>One thing that a client wants, whichever route it takes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Episode">The episode, of a fork the parent; empty for a creation.</param>
/// <param name="RequestId">Its name.</param>
/// <param name="Step">The step, or after which step to fork; 0 for a creation.</param>
/// <param name="Action">The step's action.</param>
/// <param name="Count">How many episodes a creation or fork is to make.</param>
/// <param name="Seed">The seed of a creation; null lets the server draw one.</param>
public sealed record Ask(CallKind Kind, string Episode, string RequestId, int Step = 0, string Action = "", int Count = 1, int? Seed = null)
{
    /// <summary>The operation's name on a socket.</summary>
    public string Operation => Kind switch { CallKind.Create => "create", CallKind.Fork => "fork", _ => "step" };

    /// <summary>The route over HTTP.</summary>
    public string Path => Kind switch
    {
        CallKind.Create => "/v1/episodes",
        CallKind.Fork => $"/v1/episodes/{Episode}/fork",
        _ => $"/v1/episodes/{Episode}/step",
    };

    /// <summary>Whether it can be an element of a batch.</summary>
    public bool FitsBatch => Kind == CallKind.Step || (Kind == CallKind.Create && Count == 1);

    /// <summary>The body over HTTP.</summary>
    public string Body => Kind switch
    {
        CallKind.Create => EpisodeRequests.Create(RequestId, Seed, Count),
        CallKind.Fork => string.Create(CultureInfo.InvariantCulture, $$"""{"at":{{Step}},"count":{{Count}},"request_id":"{{RequestId}}"}"""),
        _ => EpisodeRequests.Step(Action, Step, RequestId),
    };

    /// <summary>The element of a batch.</summary>
    public string Element => Kind == CallKind.Create ? $$"""{"create":{{Body}}}""" : WithEpisode(Body);

    /// <summary>The fields of a frame, after its id.</summary>
    public string Frame => $"\"op\":\"{Operation}\",{(Kind == CallKind.Create ? Body : WithEpisode(Body))[1..]}";

    private string WithEpisode(string body) => $"{{\"episode_id\":\"{Episode}\",{body[1..]}";
}
