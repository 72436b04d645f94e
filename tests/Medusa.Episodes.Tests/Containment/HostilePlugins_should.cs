using System.Text.Json;
using Medusa.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Episodes.Tests;

/// <summary>What plugin code that throws, lies or dawdles costs: its own request. Plugins are compiled and loaded as a stranger's would be.</summary>
public sealed class HostilePlugins_should : IAsyncDisposable
{
    private const string Throw = "throw new InvalidOperationException(\"secret\");";
    private const string Spin = "for (var end = Environment.TickCount64 + 4000; Environment.TickCount64 < end;) { }";
    private const string Sleep = "Thread.Sleep(4000);";
    private const string Honour = "for (var end = Environment.TickCount64 + 4000; Environment.TickCount64 < end;) { context.Cancellation.ThrowIfCancellationRequested(); }";

    private readonly string root = Directory.CreateTempSubdirectory("medusa-hostile-").FullName;
    private PluginCatalogue? catalogue;
    private EmbeddedEngine? engine;

    public async ValueTask DisposeAsync()
    {
        if (engine is not null)
        {
            await engine.DisposeAsync();
        }

        catalogue?.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Theory]
    [InlineData("apply", Throw, "exception")]
    [InlineData("rule", Throw, "exception")]
    [InlineData("observe", "if (context.Message.Length > 0 && context.Episode.Step > 0) { throw new InvalidOperationException(); }", "exception")]
    [InlineData("apply", "return default;", "bad_result")]
    [InlineData("apply", "return new OperatorResult(context.State, null, Record.Empty);", "bad_result")]
    [InlineData("apply", "return new OperatorResult(Parts.Other.Initial, \"x\", Record.Empty);", "bad_result")]
    [InlineData("rule", "return double.NaN;", "bad_result")]
    [InlineData("rule", "return double.PositiveInfinity;", "bad_result")]
    [InlineData("observe", "if (context.Episode.Step > 0) { json.StartObject(); return; }", "bad_result")]
    [InlineData("observe", "if (context.Episode.Step > 0) { json.Integer(1); return; }", "bad_result")]
    [InlineData("observe", "if (context.Episode.Step > 0) { return; }", "bad_result")]
    [InlineData("observe", "if (context.Episode.Step > 0) { json.StartObject(); json.Name(\"message\"); json.Text(new string('x', 5000)); json.EndObject(); return; }", "bad_result")]
    [InlineData("apply", "var big = context.State.Edit(); big.Set(Parts.Rows, Table.Of(new (string, Column)[] { (\"a\", new Column<long>(new long[1001])) })); return new OperatorResult(big.Build(), \"x\", Record.Empty);", "bad_result")]
    [InlineData("apply", "var big = context.State.Edit(); big.Set(Parts.Rows, Table.Of(new (string, Column)[] { (\"a\", Column.AllNull(ColumnType.Number, 900)), (\"b\", new Column<double>(new double[900])) })); return new OperatorResult(big.Build(), \"x\", Record.Empty);", "bad_result")]
    [InlineData("apply", Spin, "overrun")]
    [InlineData("apply", Sleep, "overrun")]
    [InlineData("rule", Sleep, "overrun")]
    [InlineData("observe", "if (context.Episode.Step > 0) { Thread.Sleep(4000); }", "overrun")]
    [InlineData("apply", Honour, "overrun")]
    public async Task Cost_one_step_and_nobody_else_s(string where, string how, string reason)
    {
        Start(SamplePlugin.Source("good"), SamplePlugin.Source("bad", fails: where, how: how));
        await CreateAsync("bad", "one");
        await CreateAsync("good", "other");
        var before = await StateAsync("one");
        var failing = StepAsync("one", "GO", step: 1);
        for (var step = 1; step <= 20; step++)
        {
            var other = await StepAsync("other", "GO", step);
            Assert.Null(other.Problem);
            Assert.Equal(step, CountingHost.Body(other).GetProperty("metadata").GetProperty("cumulative_reward").GetDouble());
        }

        var failed = await failing;
        Assert.True(failed.Problem is not null, System.Text.Encoding.UTF8.GetString(failed.Body.Span));
        var problem = failed.Problem!;
        Assert.Equal(("operator_fault", reason), (problem.Code, problem.Extensions["reason"].AsText));
        Assert.Equal("sample.bad.v1.first@1.0.0", problem.Extensions["plugin"].AsText);
        Assert.Equal(1, problem.Extensions["expected_step"].AsInteger);
        Assert.DoesNotContain("secret", problem.Detail, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync("one"));
        if (where == "apply")
        {
            Assert.Null((await StepAsync("one", "END", step: 1)).Problem);
        }
    }

    [Theory]
    [InlineData("generate", Throw, "exception")]
    [InlineData("generate", "return null;", "bad_result")]
    [InlineData("generate", "return new Scenario(\"x\", Parts.Other.Initial, \"x\", Record.Empty, 5);", "bad_result")]
    [InlineData("generate", "var big = Parts.Schema.Initial.Edit(); big.Set(Parts.Rows, Table.Of(new (string, Column)[] { (\"a\", new Column<long>(new long[1001])) })); return new Scenario(\"x\", big.Build(), \"x\", Record.Empty, 5);", "bad_result")]
    [InlineData("draw", Throw, "exception")]
    [InlineData("generate", Sleep, "overrun")]
    public async Task Cost_one_reset(string where, string how, string reason)
    {
        Start(SamplePlugin.Source("good"), SamplePlugin.Source("bad", fails: where, how: how));
        var refused = await engine!.CreateAsync(new CreateEpisode(Owner.Anonymous, EpisodeId.New(), "bad"));
        Assert.Equal(("operator_fault", reason), (refused.Problem!.Code, refused.Problem.Extensions["reason"].AsText));
        await CreateAsync("good", "other");
        Assert.Equal(1, engine.LiveEpisodes);
    }

    [Theory]
    [InlineData("check", Throw, EpisodeQueryKind.Grade, "exception")]
    [InlineData("score", Throw, EpisodeQueryKind.Grade, "exception")]
    [InlineData("score", Sleep, EpisodeQueryKind.Grade, "overrun")]
    [InlineData("state", Throw, EpisodeQueryKind.State, "exception")]
    [InlineData("state", Sleep, EpisodeQueryKind.State, "overrun")]
    [InlineData("inspect", Throw, EpisodeQueryKind.Tables, "exception")]
    [InlineData("inspect", Throw, EpisodeQueryKind.TableRows, "exception")]
    [InlineData("inspect", Sleep, EpisodeQueryKind.TableRows, "overrun")]
    [InlineData("inspect", "return default;", EpisodeQueryKind.Tables, "bad_result")]
    [InlineData("inspect", "return ImmutableArray.Create(TableMark.OfRows(\"even\", ImmutableArray<int>.Empty));", EpisodeQueryKind.Tables, "bad_result")]
    [InlineData("inspect", "return ImmutableArray.Create(TableMark.OfRows(\"odd\", ImmutableArray.Create(7)));", EpisodeQueryKind.TableRows, "bad_result")]
    [InlineData("inspect", "return ImmutableArray.Create(TableMark.OfColumn(\"odd\", \"gone\"));", EpisodeQueryKind.TableRows, "bad_result")]
    public async Task Cost_one_query(string where, string how, EpisodeQueryKind kind, string reason)
    {
        Start(SamplePlugin.Source("bad", fails: where, how: how));
        await CreateAsync("bad", "one");
        var answer = await engine!.QueryAsync(new QueryEpisode(Owner.Anonymous, Named("one"), kind) { Task = "goal", AllowRunning = true, Table = "rows", WithMarks = true });
        if (kind == EpisodeQueryKind.State)
        {
            answer = await engine.QueryAsync(new QueryEpisode(Owner.Anonymous, Named("one"), kind));
        }

        Assert.Equal(("operator_fault", reason), (answer.Problem!.Code, answer.Problem.Extensions["reason"].AsText));
        Assert.Null((await StepAsync("one", "GO", step: 1)).Problem);
    }

    [Fact]
    public async Task End_an_episode_at_its_third_fault_in_a_row_and_only_then()
    {
        Start(SamplePlugin.Source("bad", fails: "apply", how: Throw));
        await CreateAsync("bad", "one");
        await StepAsync("one", "GO", step: 1);
        await StepAsync("one", "GO", step: 1);
        Assert.Null((await StepAsync("one", "STAY", step: 1)).Problem);
        await StepAsync("one", "GO", step: 2);
        Assert.Equal("operator_fault", (await StepAsync("one", "GO", step: 2)).Problem!.Code);
        var third = (await StepAsync("one", "GO", step: 2)).Problem!;
        Assert.Equal("operator_fault", third.Code);
        Assert.True(third.Extensions["done"].AsBoolean);
        Assert.Equal("operator_faults", third.Extensions["end_reason"].AsText);
        Assert.Equal("episode_done", (await StepAsync("one", "STAY", step: 2)).Problem!.Code);
        var summary = CountingHost.Body(await engine!.QueryAsync(new QueryEpisode(Owner.Anonymous, Named("one"), EpisodeQueryKind.Summary)));
        Assert.Equal("done", summary.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Be_quarantined_once_they_overran_in_three_episodes()
    {
        Start(SamplePlugin.Source("bad", fails: "apply", how: "Thread.Sleep(1500);"));
        foreach (var name in new[] { "a", "a", "b", "c" })
        {
            Assert.Null(catalogue!.WhyClosed(catalogue.Find("bad")!));
            await engine!.CreateAsync(new CreateEpisode(Owner.Anonymous, Named(name), "bad"));
            Assert.Equal("overrun", (await StepAsync(name, "GO", step: 1)).Problem!.Extensions["reason"].AsText);
        }

        Assert.NotNull(catalogue!.WhyClosed(catalogue.Find("bad")!));
        Assert.Equal("plugin_unavailable", (await engine!.CreateAsync(new CreateEpisode(Owner.Anonymous, EpisodeId.New(), "bad"))).Problem!.Code);
        Assert.Null((await StepAsync("a", "STAY", step: 1)).Problem);
    }

    [Fact]
    public async Task Leave_the_server_refusing_but_alive_once_they_hold_every_worker_and_serving_again_when_they_return()
    {
        Start(options => (options.Workers, options.MaxLostWorkers) = (1, 0), SamplePlugin.Source("bad", fails: "apply", how: "Thread.Sleep(1500);"));
        await CreateAsync("bad", "one");
        Assert.Equal("overrun", (await StepAsync("one", "GO", step: 1)).Problem!.Extensions["reason"].AsText);
        Assert.NotNull(engine!.WhyNotReady);
        Assert.Equal("overloaded", (await StepAsync("one", "STAY", step: 1)).Problem!.Code);
        Assert.True(SpinWait.SpinUntil(() => engine.WhyNotReady is null, TimeSpan.FromSeconds(20)));
        Assert.Null((await StepAsync("one", "STAY", step: 1)).Problem);
    }

    [Fact]
    public async Task Refuse_what_would_hold_more_rows_than_the_process_may()
    {
        const string grow = "var more = context.State.Edit(); more.Set(Parts.Rows, Table.Of(new (string, Column)[] { (\"a\", new Column<bool>(new bool[900])) })); return new OperatorResult(more.Build(), \"x\", Record.Empty);";
        Start(options => options.MaxRowsHeld = 1_000, SamplePlugin.Source("bad", fails: "apply", how: grow));
        await CreateAsync("bad", "one");
        await CreateAsync("bad", "two");
        Assert.Null((await StepAsync("one", "GO", step: 1)).Problem);
        Assert.Equal(900, engine!.RowsHeld);
        Assert.Equal("overloaded", (await StepAsync("two", "GO", step: 1)).Problem!.Code);
        await engine.CloseAsync(new CloseEpisode(Owner.Anonymous, Named("one"), "test"));
        Assert.Equal(0, engine.RowsHeld);
        Assert.Null((await StepAsync("two", "GO", step: 1)).Problem);
    }

    private void Start(params PluginSource[] sources) => Start(_ => { }, sources);

    private void Start(Action<EpisodesOptions> configure, params PluginSource[] sources)
    {
        foreach (var source in sources)
        {
            PluginFolder.Write(root, source.Assembly.ToLowerInvariant(), source);
        }

        var options = new EpisodesOptions
        {
            PluginsPath = root,
            MaxRows = 1_000,
            MaxTableBytes = 12_000,
            MaxReplyBytes = 4_096,
            Workers = 2,
            StepBudget = TimeSpan.FromMilliseconds(400),
        };
        configure(options);
        catalogue = PluginCatalogue.Load(options, NullLogger.Instance);
        engine = new EmbeddedEngine(catalogue, new MemoryJournal(100), options, TimeProvider.System, NullLogger<EmbeddedEngine>.Instance);
    }

    private async Task CreateAsync(string environment, string id) =>
        Assert.Null((await engine!.CreateAsync(new CreateEpisode(Owner.Anonymous, Named(id), environment))).Problem);

    private async Task<EpisodeReply> StepAsync(string id, string action, int step) =>
        await engine!.StepAsync(new StepEpisode(Owner.Anonymous, Named(id), CountingHost.Json($$"""{"action":"{{action}}"}""")) { Step = step });

    private async Task<string> StateAsync(string id) =>
        CountingHost.Body(await engine!.QueryAsync(new QueryEpisode(Owner.Anonymous, Named(id), EpisodeQueryKind.Summary))).GetProperty("next_step").GetRawText()
        + CountingHost.Body(await engine!.QueryAsync(new QueryEpisode(Owner.Anonymous, Named(id), EpisodeQueryKind.State))).GetRawText();

    private static EpisodeId Named(string name)
    {
        Assert.True(EpisodeId.TryName(name, out var id));
        return id;
    }
}
