using Medusa.Testing;

namespace Medusa.Episodes.Tests;

public sealed class EpisodeMetrics_should : IAsyncDisposable
{
    private readonly ManualResetEventSlim gate = new(true);
    private CountingHost host;
    private Measurements measured;

    public EpisodeMetrics_should()
    {
        host = new CountingHost(CountingEnvironment.Make(onApply: () => gate.Wait()));
        measured = new Measurements(host.Engine);
    }

    public async ValueTask DisposeAsync()
    {
        gate.Set();
        measured.Dispose();
        await host.DisposeAsync();
        gate.Dispose();
    }

    [Fact]
    public async Task Count_and_time_a_step_its_code_and_its_append()
    {
        await host.CreateAsync();
        await host.StepAsync();
        await host.StepAsync("""{"action":"TAKE"}""");
        (string, string)[] taken = [("medusa.environment", "counting"), ("medusa.outcome", "taken")];
        Assert.Equal(1, measured.Sum("medusa.steps", [.. taken, ("medusa.operator", "ADD")]));
        Assert.Equal(1, measured.Sum("medusa.steps", [.. taken, ("medusa.operator", "TAKE")]));
        Assert.Equal(2, measured.Of("medusa.step.duration", taken).Length);
        Assert.Single(measured.Of("medusa.decide.duration", ("medusa.environment", "counting"), ("medusa.operator", "ADD")));
        Assert.Equal(3, measured.Of("medusa.journal.append.duration", ("medusa.outcome", "appended")).Length);
    }

    [Fact]
    public async Task Tell_refused_and_repeated_and_echoed_steps_from_those_that_were_taken()
    {
        await RestartAsync(CountingEnvironment.Make(afterEnd: Operators.Abstractions.StepsAfterEnd.Echo));
        await host.CreateAsync();
        await host.StepAsync(step: 1);
        await host.StepAsync(step: 1);
        await host.StepAsync("""{"action":"NONSENSE"}""");
        await host.StepAsync(step: 7);
        await host.StepAsync("""{"action":"FINISH"}""");
        await host.StepAsync(echo: true);
        await host.StepAsync(id: "nobody");
        Assert.Equal(2, measured.Sum("medusa.steps", ("medusa.outcome", "taken")));
        Assert.Equal(1, measured.Sum("medusa.steps", ("medusa.outcome", "replayed"), ("medusa.operator", "ADD")));
        Assert.Equal(1, measured.Sum("medusa.steps", ("medusa.outcome", "echoed")));
        Assert.Equal(1, measured.Sum("medusa.steps", ("medusa.outcome", "refused"), ("medusa.operator", "invalid"), ("error.type", "invalid_action")));
        Assert.Equal(1, measured.Sum("medusa.steps", ("error.type", "step_conflict"), ("medusa.environment", "counting")));
        Assert.Equal(1, measured.Sum("medusa.steps", ("error.type", "unknown_episode"), ("medusa.environment", "none"), ("medusa.operator", "none")));
        Assert.Empty(measured.Of("medusa.recovery.duration"));
    }

    [Fact]
    public async Task Count_the_steps_of_a_batch_too()
    {
        await host.CreateAsync("a");
        await host.CreateAsync("b");
        var steps = new[] { "a", "b" }.Select(id => new StepEpisode(CountingHost.Alice, CountingHost.Id(id), CountingHost.Json("""{"action":"ADD"}"""))).ToArray();
        await host.Engine.StepManyAsync(steps, new EpisodeReply[2]);
        Assert.Equal(2, measured.Sum("medusa.steps", ("medusa.outcome", "taken"), ("medusa.operator", "ADD")));
        Assert.Equal(2, measured.Of("medusa.step.duration").Length);
        Assert.Equal(2, measured.Of("medusa.decide.duration").Length);
    }

    [Fact]
    public async Task Count_faults_by_plugin_and_reason()
    {
        await host.CreateAsync();
        await host.StepAsync("""{"action":"THROW"}""");
        await host.StepAsync("""{"action":"NOTHING"}""");
        (string, string) plugin = ("medusa.plugin", "counting-plugin@1.0.0");
        Assert.Equal(1, measured.Sum("medusa.plugin.faults", plugin, ("medusa.reason", "exception")));
        Assert.Equal(1, measured.Sum("medusa.plugin.faults", plugin, ("medusa.reason", "bad_result")));
        Assert.Equal(2, measured.Sum("medusa.steps", ("error.type", "operator_fault")));
    }

    [Fact]
    public async Task Count_overruns_and_the_workers_that_they_cost()
    {
        await RestartAsync(CountingEnvironment.Make(onApply: () => gate.Wait()), new EpisodesOptions { StepBudget = TimeSpan.FromMilliseconds(20), MaxLostWorkers = 3 }, onRealTime: true);
        await host.CreateAsync();
        gate.Reset();
        await host.StepAsync();
        Assert.Equal(1, measured.Sum("medusa.plugin.faults", ("medusa.reason", "overrun")));
        Assert.Equal(1, measured.Now("medusa.workers.lost"));
        Assert.Equal(3, measured.Now("medusa.workers.lost.limit"));
        gate.Set();
        await Eventually.HoldsAsync(() => Task.FromResult(measured.Now("medusa.workers.lost") == 0));
    }

    [Fact]
    public async Task Count_each_episode_s_beginning_and_end_once()
    {
        await host.CreateAsync("a");
        await host.CreateAsync("b");
        await host.ForkAsync("a", count: 2);
        await host.StepAsync("""{"action":"FINISH"}""", "a");
        await host.CloseAsync("a");
        await host.CloseAsync("b");
        await host.CloseAsync("b");
        Assert.Equal(2, measured.Sum("medusa.episodes.started", ("medusa.environment", "counting"), ("medusa.origin", "create")));
        Assert.Equal(2, measured.Sum("medusa.episodes.started", ("medusa.origin", "fork")));
        Assert.Equal(1, measured.Sum("medusa.episodes.ended", ("medusa.environment", "counting"), ("medusa.reason", "terminated")));
        Assert.Equal(1, measured.Sum("medusa.episodes.ended", ("medusa.reason", "deleted")));
        Assert.Equal(2, measured.Sum("medusa.episodes.ended"));
    }

    [Fact]
    public async Task Count_episodes_that_leave_memory_and_time_those_that_come_back()
    {
        await host.CreateAsync();
        host.Time.Advance(host.Options.IdleTimeout + TimeSpan.FromMinutes(1));
        await host.SweepAsync();
        Assert.Equal(1, measured.Sum("medusa.episodes.passivated", ("medusa.reason", "idle")));
        Assert.Equal(0, measured.Now("medusa.episodes.live"));
        await host.StepAsync();
        Assert.Single(measured.Of("medusa.recovery.duration", ("medusa.environment", "counting"), ("medusa.outcome", "recovered")));
        Assert.Equal(1, measured.Now("medusa.episodes.live"));
    }

    [Fact]
    public async Task Count_episodes_that_no_longer_fold_as_recorded()
    {
        await host.CreateAsync();
        await host.StepAsync();
        var journal = host.Journal;
        await RestartAsync(CountingEnvironment.Make(drift: 1), journal: journal);
        await host.StepAsync();
        Assert.Single(measured.Of("medusa.recovery.duration", ("medusa.outcome", "diverged")));
        Assert.Equal(1, measured.Sum("medusa.replay.divergences", ("medusa.environment", "counting"), ("medusa.origin", "recovery")));
        await host.VerifyAsync();
        Assert.Equal(1, measured.Sum("medusa.replay.divergences", ("medusa.origin", "verify")));
    }

    [Fact]
    public async Task Count_appends_that_fail()
    {
        var journal = new FailingJournal(new MemoryJournal(10));
        await RestartAsync(CountingEnvironment.Make(), journal: journal);
        await host.CreateAsync();
        journal.Next = FailingJournal.Fault.BeforeAppend;
        await host.StepAsync();
        Assert.Single(measured.Of("medusa.journal.append.duration", ("medusa.outcome", "failed")));
        Assert.Equal(1, measured.Sum("medusa.steps", ("error.type", "journal_unavailable")));
    }

    [Fact]
    public async Task Show_the_requests_that_wait_in_mailboxes()
    {
        await host.CreateAsync();
        gate.Reset();
        var steps = Enumerable.Range(0, 4).Select(_ => host.StepAsync().AsTask()).ToArray();
        Assert.Equal(3, measured.Now("medusa.mailboxes.waiting"));
        gate.Set();
        await Task.WhenAll(steps);
        Assert.Equal(0, measured.Now("medusa.mailboxes.waiting"));
        Assert.Equal(host.Options.MailboxCapacity, measured.Now("medusa.mailboxes.limit"));
    }

    [Fact]
    public async Task Tell_kept_scenarios_from_generated_ones()
    {
        await host.CreateAsync("a");
        await host.CreateAsync("b");
        Assert.Equal(1, measured.Sum("medusa.scenarios", ("medusa.environment", "counting"), ("medusa.outcome", "generated")));
        Assert.Equal(1, measured.Sum("medusa.scenarios", ("medusa.outcome", "kept")));
    }

    [Fact]
    public async Task Show_limits_beside_what_they_limit()
    {
        await host.CreateAsync();
        Assert.Equal(1, measured.Now("medusa.episodes.live"));
        Assert.Equal(host.Options.MaxLiveEpisodes, measured.Now("medusa.episodes.limit"));
        Assert.Equal(((EmbeddedEngine)host.Engine).RowsHeld, measured.Now("medusa.rows.held"));
        Assert.Equal(host.Options.MaxRowsHeld, measured.Now("medusa.rows.limit"));
        Assert.Equal(0, measured.Now("medusa.workers.waiting"));
    }

    [Fact]
    public async Task Never_carry_what_a_client_chooses()
    {
        var owner = new Owner("needle-owner");
        var id = CountingHost.Id("needle-episode");
        await host.Engine.CreateAsync(new CreateEpisode(owner, id, "counting") { RequestId = "needle-request", Label = "needle-label", Session = "needle-session" });
        await host.Engine.StepAsync(new StepEpisode(owner, id, CountingHost.Json("""{"action":"needle-action"}""")) { RequestId = "needle-step" });
        await host.Engine.CreateAsync(new CreateEpisode(owner, id, "needle-environment"));
        await host.Engine.CloseAsync(new CloseEpisode(owner, id, "needle-reason"));
        Assert.Equal(1, measured.Sum("medusa.episodes.ended", ("medusa.reason", "other")));
        Assert.DoesNotContain(measured.TagValues, value => value!.Contains("needle", StringComparison.Ordinal));
    }

    private async Task RestartAsync(Operators.Abstractions.EnvironmentDefinition definition, EpisodesOptions? options = null, IEpisodeJournal? journal = null, bool onRealTime = false)
    {
        measured.Dispose();
        await host.DisposeAsync();
        host = new CountingHost(definition, options, journal, onRealTime: onRealTime);
        measured = new Measurements(host.Engine);
    }
}
