using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes;

/// <summary>Validates create requests and makes first events. Touches no journal and no mailbox.</summary>
internal sealed class EpisodeStarter(IEnvironmentCatalogue catalogue, EpisodesOptions options, ScenarioCache scenarios)
{
    private const int RetryAfterSeconds = 5;
    private readonly ConcurrentDictionary<LoadedEnvironment, PreparedEnvironment> prepared = new(ReferenceEqualityComparer.Instance);

    /// <summary>The environments.</summary>
    public IEnvironmentCatalogue Catalogue => catalogue;

    /// <summary>What the engine derives from a loaded environment once.</summary>
    public PreparedEnvironment Prepare(LoadedEnvironment loaded) =>
        prepared.TryGetValue(loaded, out var known) ? known : prepared.GetOrAdd(loaded, new PreparedEnvironment(loaded, ResultLimits.Of(options)));

    /// <summary>One version of an environment, prepared; null where no plugin offers it.</summary>
    public PreparedEnvironment? Find(string name, string version) => catalogue.Find(name, version) is { } loaded ? Prepare(loaded) : null;

    /// <summary>The environment that new episodes of a name run in, or null.</summary>
    public LoadedEnvironment? Environment(string name) => catalogue.Find(name);

    /// <summary>The scenario that a recorded start asked for.</summary>
    public Scenario ScenarioOf(EpisodeStarted started, PreparedEnvironment environment) =>
        scenarios.Get(environment.Definition, new ScenarioRequest(started.Seed, started.Options, !started.IsSeedDrawn));

    /// <summary>Drops what was derived from environments: their readers, encoders and scenarios.</summary>
    public void Forget(IEnumerable<LoadedEnvironment> environments)
    {
        foreach (var environment in environments)
        {
            prepared.TryRemove(environment, out _);
            scenarios.Forget(environment.Definition);
        }
    }

    /// <summary>Makes an episode with its first event, not yet journaled.</summary>
    /// <param name="command">The command.</param>
    /// <param name="journal">Where its events will go.</param>
    /// <param name="now">The wall clock, for the log.</param>
    /// <param name="drawn">The seed that was drawn when the request was made before; null draws one where none was sent.</param>
    /// <param name="episode">The episode, where the result is null.</param>
    /// <param name="fault">What the plugin threw, where it did.</param>
    public Problem? Start(CreateEpisode command, IEpisodeJournal journal, DateTimeOffset now, Seed? drawn, out Episode? episode, out Exception? fault)
    {
        episode = null;
        fault = null;
        if (catalogue.Find(command.Environment) is not { } loaded)
        {
            return new Problem(ProblemCode.UnknownEnvironment, $"No environment is named '{command.Environment}': there are {string.Join(", ", catalogue.Environments.Select(known => known.Definition.Name))}.");
        }

        if (catalogue.WhyClosed(loaded) is { } closed)
        {
            return new Problem(ProblemCode.PluginUnavailable, closed) { RetryAfterSeconds = RetryAfterSeconds };
        }

        var environment = Prepare(loaded);
        var durability = command.Durability ?? journal.Durability;
        if (StartRequest.Read(command, environment, journal, out var request) is { } refusal)
        {
            return refusal;
        }

        try
        {
            var seed = request.Seed ?? drawn ?? environment.Definition.Seeds.Draw(command.Group is { } group ? GroupSeed(command.Owner, group) : BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)));
            var scenario = scenarios.Get(environment.Definition, new ScenarioRequest(seed, request.Options, request.Seed is not null));
            episode = Begin(command, environment, request, seed, scenario, durability, now);
            return null;
        }
        catch (ContractException refused)
        {
            return new Problem(refused.Code, refused.Message);
        }
        catch (Exception thrown)
        {
            fault = thrown;
            return OperatorFaults.OfStart(loaded, thrown);
        }
    }

    private static Episode Begin(
        CreateEpisode command, PreparedEnvironment environment, StartRequest request, Seed seed, Scenario scenario, string durability, DateTimeOffset now)
    {
        if (scenario is not { State: not null, Message: not null, Metrics: not null, MaxSteps: >= 1 })
        {
            throw new FoldFaultException("The generator gave no state, message or metrics, or no step to take.");
        }

        if (!ReferenceEquals(scenario.State.Schema, environment.Definition.State))
        {
            throw new FoldFaultException("The generator gave a state of another schema than the environment's.");
        }

        environment.Limits.Check(scenario.State);
        var moment = EpisodeFold.Start(environment.Definition, scenario, seed, command.Task, command.Label ?? command.Id.Value);
        var (body, tail) = environment.Encoder.Start(command.Id, moment.View, scenario, durability, request.Ignored);
        environment.Limits.Check(body);
        var started = new EpisodeStarted
        {
            Owner = command.Owner,
            Id = command.Id,
            Environment = environment.Definition.Name,
            Version = environment.Definition.Version,
            Provenance = environment.Loaded.Provenance,
            Contract = ContractText,
            Seed = seed,
            IsSeedDrawn = request.Seed is null,
            Options = request.Options,
            Task = command.Task,
            Scenario = scenario.Name,
            Durability = durability,
            OnInvalidAction = command.OnInvalidAction,
            RequestId = command.RequestId,
            Request = request.Fingerprint,
            Label = command.Label,
            Labels = command.Labels,
            Session = command.Session,
            Generation = command.Generation,
            IdleTimeout = command.IdleTimeout,
            Deadline = now + command.Deadline,
            StateDigest = new StateDigest(moment.View.State.Digest),
            Reply = body,
            TailOffset = tail,
            WallTime = now,
        };
        return new Episode(started, environment, moment);
    }

    /// <summary>The same for every member, whichever process starts it.</summary>
    private static ulong GroupSeed(Owner owner, string group) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{owner.Value}\n{group}")));

    private static readonly string ContractText = ContractVersion.Current.ToString();
}
