using System.Text.Json;
using Medusa.Client;

namespace Medusa.Cli.Hosts;

/// <summary>
/// Where a command runs its episodes: in this process or on a server. Refusals are <see cref="MedusaProblemException"/>, a server that does not answer is
/// <see cref="MedusaUnreachableException"/>. Safe for concurrent use.
/// </summary>
internal interface IEpisodeHost : IAsyncDisposable
{
    /// <summary>What the host is called in messages.</summary>
    string Name { get; }

    /// <summary>The version of an environment that the host runs; null where it has none of that name.</summary>
    Task<string?> FindVersionAsync(string environment, CancellationToken cancellation);

    /// <summary>Starts an episode.</summary>
    Task<StepResult> StartAsync(EpisodeStart start, CancellationToken cancellation);

    /// <summary>Takes step <paramref name="step"/>, 1 for the first.</summary>
    Task<StepResult> StepAsync(string episodeId, JsonElement action, int step, CancellationToken cancellation);

    /// <summary>The grader's verdict on an ended episode, as the native API gives it.</summary>
    Task<JsonElement> GradeAsync(string episodeId, CancellationToken cancellation);

    /// <summary>Closes an episode.</summary>
    Task CloseAsync(string episodeId, CancellationToken cancellation);
}
