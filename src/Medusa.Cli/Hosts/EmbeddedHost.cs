using System.Text.Json;
using Medusa.Client;
using Medusa.Episodes;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Cli.Hosts;

/// <summary>Episodes in this process: the installed plugins and the embedded engine, without a journal on disk.</summary>
internal sealed class EmbeddedHost(IEnvironmentCatalogue catalogue, IEpisodeEngine engine) : IEpisodeHost
{
    /// <summary>Ended episodes are graded at once, so few are kept; a long rollout would otherwise fill the memory.</summary>
    private const int RetainedEpisodes = 4096;

    public string Name => "this medusa";

    /// <summary>The installed environments, by name.</summary>
    public IReadOnlyList<EnvironmentDefinition> Environments => [.. catalogue.Environments.Select(environment => environment.Definition)];

    /// <summary>Loads the plugins from <c>plugins/</c> beside the executable and starts the engine.</summary>
    /// <exception cref="CommandException">No plugin can be loaded.</exception>
    public static EmbeddedHost Start()
    {
        var options = new EpisodesOptions { MaxRetainedEpisodes = RetainedEpisodes };
        var catalogue = PluginCatalogue.Load(options, NullLogger.Instance);
        if (catalogue.Environments.IsEmpty)
        {
            var reasons = string.Concat(catalogue.Plugins.Where(plugin => plugin.State == PluginState.Rejected).Select(rejected => $" {rejected.Folder}: {rejected.Reason}"));
            throw new CommandException(ExitCode.Usage, $"No environment is installed in {Path.GetFullPath(options.PluginsPath, AppContext.BaseDirectory)}.{reasons}");
        }

        return Start(catalogue, options);
    }

    /// <summary>Starts the engine over environments that are loaded already.</summary>
    public static EmbeddedHost Start(IEnvironmentCatalogue catalogue) => Start(catalogue, new EpisodesOptions { MaxRetainedEpisodes = RetainedEpisodes });

    private static EmbeddedHost Start(IEnvironmentCatalogue catalogue, EpisodesOptions options)
    {
        var journal = new MemoryJournal(options.MaxRetainedEpisodes);
        return new EmbeddedHost(catalogue, new EmbeddedEngine(catalogue, journal, options, TimeProvider.System, NullLogger<EmbeddedEngine>.Instance));
    }

    /// <summary>The installed environment named <paramref name="name"/>.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public EnvironmentDefinition Require(string name) => catalogue.Find(name)?.Definition
        ?? throw new CommandException(ExitCode.Usage, $"There is no environment '{name}'; installed are {string.Join(", ", Environments.Select(known => known.Name))}.");

    /// <summary>The policy named <paramref name="name"/>; null takes the environment's baseline, or else its first policy.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static IPolicy RequirePolicy(EnvironmentDefinition environment, string? name)
    {
        var wanted = name ?? environment.BaselinePolicy ?? environment.Policies.FirstOrDefault()?.Name
            ?? throw new CommandException(ExitCode.Usage, $"{environment.Name} has no scripted policies.");
        return environment.FindPolicy(wanted) ?? throw new CommandException(
            ExitCode.Usage, $"{environment.Name} has no policy '{wanted}'; it has {string.Join(", ", environment.Policies.Select(policy => policy.Name))}.");
    }

    public Task<string?> FindVersionAsync(string environment, CancellationToken cancellation) => Task.FromResult(catalogue.Find(environment)?.Definition.Version);

    public async Task<StepResult> StartAsync(EpisodeStart start, CancellationToken cancellation)
    {
        var command = new CreateEpisode(Owner.Anonymous, EpisodeId.New(), start.Environment)
        {
            Seed = JsonElement.Parse(start.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Task = start.Task,
            Options = start.Options,
        };
        return MedusaJson.ReadStepResult(Body(await engine.CreateAsync(command, cancellation)).Span);
    }

    public async Task<StepResult> StepAsync(string episodeId, JsonElement action, int step, CancellationToken cancellation)
    {
        var command = new StepEpisode(Owner.Anonymous, Id(episodeId), action) { Step = step };
        return MedusaJson.ReadStepResult(Body(await engine.StepAsync(command, cancellation)).Span);
    }

    public async Task<JsonElement> GradeAsync(string episodeId, CancellationToken cancellation) =>
        JsonElement.Parse(Body(await engine.QueryAsync(new QueryEpisode(Owner.Anonymous, Id(episodeId), EpisodeQueryKind.Grade), cancellation)).Span);

    public async Task CloseAsync(string episodeId, CancellationToken cancellation) =>
        Body(await engine.CloseAsync(new CloseEpisode(Owner.Anonymous, Id(episodeId), "closed by the command line"), cancellation));

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private static EpisodeId Id(string text) =>
        EpisodeId.TryParse(text, out var id) ? id : throw new ArgumentException($"'{text}' is no episode id.", nameof(text));

    private static ReadOnlyMemory<byte> Body(EpisodeReply reply) => reply.Problem is not { } problem
        ? reply.Body
        : throw new MedusaProblemException(new MedusaProblem
        {
            Code = problem.Code,
            Status = problem.Status,
            Detail = problem.Detail,
            Errors = [.. problem.Errors.Select(error => new MedusaFieldError(error.DottedPath, error.Message))],
        });
}
