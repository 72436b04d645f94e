using System.Globalization;
using System.Text;
using System.Text.Json;
using Medusa.Operators.Abstractions;

namespace Medusa.Episodes.Tests;

/// <summary>An engine over the counting environment, with short words for what tests do. Which engine, the project says that the tests run in.</summary>
internal sealed class CountingHost : IAsyncDisposable
{
    public static readonly PluginProvenance Provenance = new("counting-plugin", "1.0.0", new string('a', 64));

    public static readonly Owner Alice = new("alice");

    public static readonly Owner Bob = new("bob");

    public CountingHost(EnvironmentDefinition? definition = null, EpisodesOptions? options = null, IEpisodeJournal? journal = null, ManualTime? time = null, bool onRealTime = false)
    {
        Options = options ?? new EpisodesOptions();
        Journal = journal ?? new MemoryJournal(Options.MaxRetainedEpisodes);
        Time = time ?? new ManualTime();
        Engine = TestedEngine.Start(Catalogue(definition ?? CountingEnvironment.Make(), Provenance), Journal, Options, onRealTime ? TimeProvider.System : Time);
    }

    public EpisodesOptions Options { get; }

    public IEpisodeJournal Journal { get; }

    public ManualTime Time { get; }

    public IEpisodeEngine Engine { get; }

    /// <summary>Passivates idle episodes and removes expired ones.</summary>
    public Task SweepAsync() => TestedEngine.SweepAsync(Engine);

    public static EnvironmentCatalogue Catalogue(EnvironmentDefinition definition, PluginProvenance provenance) => new([new LoadedEnvironment(definition, provenance)]);

    public static EpisodeId Id(string name) => EpisodeId.TryParse(name, out var id) ? id : throw new ArgumentException(name);

    public static JsonElement Json(string text) => JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 2000 }).RootElement;

    public static string Text(EpisodeReply reply) => reply.Problem is { } problem ? $"{problem.Code}: {problem.Detail}" : Encoding.UTF8.GetString(reply.Body.Span);

    public static JsonElement Body(EpisodeReply reply) => reply.Problem is null ? Json(Text(reply)) : throw new InvalidOperationException(Text(reply));

    public static string? Code(EpisodeReply reply) => reply.Problem?.Code;

    public ValueTask<EpisodeReply> CreateAsync(string id = "e", Func<CreateEpisode, CreateEpisode>? with = null)
    {
        var command = new CreateEpisode(Alice, Id(id), "counting") { Seed = Json("5"), IsNamed = true };
        return Engine.CreateAsync(with is null ? command : with(command));
    }

    public ValueTask<EpisodeReply> StepAsync(string action = """{"action":"ADD"}""", string id = "e", long? step = null, string? requestId = null, bool echo = false, Owner? owner = null) =>
        Engine.StepAsync(new StepEpisode(owner ?? Alice, Id(id), Json(action)) { Step = step, RequestId = requestId, EchoAfterEnd = echo });

    public ValueTask<EpisodeReply> QueryAsync(EpisodeQueryKind kind, string id = "e", Func<QueryEpisode, QueryEpisode>? with = null)
    {
        var query = new QueryEpisode(Alice, Id(id), kind);
        return Engine.QueryAsync(with is null ? query : with(query));
    }

    public ValueTask<EpisodeReply> CloseAsync(string id = "e", Owner? owner = null) => Engine.CloseAsync(new CloseEpisode(owner ?? Alice, Id(id), "deleted"));

    public ValueTask<EpisodeReply> ForkAsync(string id = "e", int? at = null, int count = 1, string? requestId = null, Owner? owner = null) =>
        Engine.ForkAsync(new ForkEpisode(owner ?? Alice, Id(id)) { At = at, Count = count, RequestId = requestId });

    /// <summary>The ids of what a create or fork request started, in order.</summary>
    public static string[] Ids(EpisodeReply reply) => reply.Problem is not null ? throw new InvalidOperationException(Text(reply))
        : reply.Members.Count == 0 ? [reply.Episode!.Value.Value]
        : [.. reply.Members.Select(member => member.Episode!.Value.Value)];

    /// <summary>What a step result says of the episode itself, byte for byte: observation, digest and rewards, but no ids.</summary>
    public static (string Observation, string? Digest, double Cumulative) Seen(EpisodeReply reply)
    {
        var body = Body(reply);
        var metadata = body.GetProperty("metadata");
        return (body.GetProperty("observation").GetRawText(), metadata.GetProperty("state_digest").GetString(), metadata.GetProperty("cumulative_reward").GetDouble());
    }

    /// <summary><c>ok</c>, or the step and what differs there.</summary>
    public async Task<string> VerifyAsync(string id = "e")
    {
        var verdict = Body(await QueryAsync(EpisodeQueryKind.Verify, id));
        return verdict.GetProperty("ok").GetBoolean() ? "ok" : $"{verdict.GetProperty("first_divergence")} {verdict.GetProperty("differs")}";
    }

    /// <summary>The status that the summary shows.</summary>
    public async Task<string?> StatusAsync(string id = "e") => Body(await QueryAsync(EpisodeQueryKind.Summary, id)).GetProperty("status").GetString();

    /// <summary>Each episode's status, with spaces in between.</summary>
    public async Task<string> StatusesAsync(params string[] ids)
    {
        var statuses = new List<string?>();
        foreach (var id in ids)
        {
            statuses.Add(await StatusAsync(id));
        }

        return string.Join(' ', statuses);
    }

    /// <summary>Sweeps until the episodes have these statuses: a sweep that the clock began may still be under way.</summary>
    public Task BecomeAsync(string statuses, params string[] ids) => Eventually.HoldsAsync(async () =>
    {
        await SweepAsync();
        return await StatusesAsync(ids) == statuses;
    });

    /// <summary>Each episode's count, with spaces in between.</summary>
    public async Task<string> CountsAsync(params string[] ids)
    {
        var counts = new List<long>();
        foreach (var id in ids)
        {
            counts.Add(await CountAsync(id));
        }

        return string.Join(' ', counts);
    }

    /// <summary>The count that the state shows.</summary>
    public async Task<long> CountAsync(string id = "e") => Body(await QueryAsync(EpisodeQueryKind.State, id)).GetProperty("count").GetInt64();

    public async Task<int> StepsTakenAsync(string id = "e") =>
        Body(await QueryAsync(EpisodeQueryKind.Summary, id)).GetProperty("next_step").GetInt32() - 1;

    public static string Add(int amount) => $$$"""{"action":"ADD","params":{"amount":{{{amount.ToString(CultureInfo.InvariantCulture)}}}}}""";

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
