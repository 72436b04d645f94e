using System.Globalization;
using System.Text;
using System.Text.Json;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Episodes.Tests;

/// <summary>An embedded engine over the counting environment, with short words for what tests do.</summary>
internal sealed class CountingHost : IAsyncDisposable
{
    public static readonly PluginProvenance Provenance = new("counting-plugin", "1.0.0", new string('a', 64));

    public static readonly Owner Alice = new("alice");

    public static readonly Owner Bob = new("bob");

    public CountingHost(EnvironmentDefinition? definition = null, EpisodesOptions? options = null, IEpisodeJournal? journal = null, ManualTime? time = null)
    {
        Options = options ?? new EpisodesOptions();
        Journal = journal ?? new MemoryJournal(Options.MaxRetainedEpisodes);
        Time = time ?? new ManualTime();
        Engine = new EmbeddedEngine(
            new EnvironmentCatalogue([new LoadedEnvironment(definition ?? CountingEnvironment.Make(), Provenance)]), Journal, Options, Time, NullLogger<EmbeddedEngine>.Instance);
    }

    public EpisodesOptions Options { get; }

    public IEpisodeJournal Journal { get; }

    public ManualTime Time { get; }

    public EmbeddedEngine Engine { get; }

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

    /// <summary>The count that the state shows.</summary>
    public async Task<long> CountAsync(string id = "e") => Body(await QueryAsync(EpisodeQueryKind.State, id)).GetProperty("count").GetInt64();

    public async Task<int> StepsTakenAsync(string id = "e") =>
        Body(await QueryAsync(EpisodeQueryKind.Summary, id)).GetProperty("next_step").GetInt32() - 1;

    public static string Add(int amount) => $$$"""{"action":"ADD","params":{"amount":{{{amount.ToString(CultureInfo.InvariantCulture)}}}}}""";

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
