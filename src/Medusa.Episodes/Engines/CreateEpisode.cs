using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Starts an episode. Everything is validated where the episode will live; a refusal changes nothing.</summary>
/// <param name="Owner">Whose the episode will be.</param>
/// <param name="Id">The id it gets: <see cref="EpisodeId.New"/>, or the client's own.</param>
/// <param name="Environment">The environment's name; the catalogue's current version of it is taken.</param>
public sealed record CreateEpisode(Owner Owner, EpisodeId Id, string Environment)
{
    /// <summary>Whether the client chose the id. A repeat under the same <see cref="RequestId"/> must then name the same one.</summary>
    public bool IsNamed { get; init; }

    /// <summary>The seed as sent; undefined or null lets the task or the host choose one.</summary>
    public JsonElement Seed { get; init; }

    /// <summary>The task's name, or null.</summary>
    public string? Task { get; init; }

    /// <summary>The reset options as sent: an object, or undefined for none.</summary>
    public JsonElement Options { get; init; }

    /// <summary>Whether unknown options are ignored and named in <c>metadata.ignored</c> (OpenEnv) instead of refused (native API).</summary>
    public bool IgnoreUnknownOptions { get; init; }

    /// <summary>The client's id of this request, scoped to the owner: the same id again gets the recorded answer.</summary>
    public string? RequestId { get; init; }

    /// <summary>The canonical list of seeds of which this episode's is one, where the request started one for each; a repeat under the same id must send the same list.</summary>
    public string? Seeds { get; init; }

    /// <summary>What the client calls the episode (OpenEnv's <c>episode_id</c>); may repeat; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Labels for lists and export: text values by name.</summary>
    public Record Labels { get; init; } = Record.Empty;

    /// <summary>What an invalid action does.</summary>
    public InvalidActionMode OnInvalidAction { get; init; }

    /// <summary><c>durable</c> or <c>volatile</c>; null takes the engine's default.</summary>
    public string? Durability { get; init; }

    /// <summary>
    /// How many episodes to start, all from one scenario. Beyond 1 they are a group: <see cref="Id"/> is the family's name and the members are
    /// <c>&lt;id&gt;~1</c>, <c>&lt;id&gt;~2</c> and so on.
    /// </summary>
    public int Count { get; init; } = 1;

    /// <summary>
    /// The group that the episode joins as its next member (OpenEnv's <c>group</c>); null for none. Members that send no seed share one, drawn from the group's name.
    /// </summary>
    public string? Group { get; init; }

    /// <summary>After how long without a step the episode ends as <c>expired</c>; null for never.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>After how long the episode ends as <c>expired</c> whatever happens; null for never.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>The durable session that the episode belongs to (<see cref="SessionName"/>); null for none.</summary>
    public string? Session { get; init; }

    /// <summary>Under which attachment the session starts it.</summary>
    public int Generation { get; init; }

    /// <summary>The running episode that the caller closes once this one is started, so that both count as one where running episodes are counted; null for none.</summary>
    public EpisodeId? Replaces { get; init; }

    /// <summary>The same request with JSON of its own, see <see cref="StepEpisode.Kept"/>.</summary>
    public CreateEpisode Kept() => this with { Seed = JsonText.Kept(Seed), Options = JsonText.Kept(Options) };
}
