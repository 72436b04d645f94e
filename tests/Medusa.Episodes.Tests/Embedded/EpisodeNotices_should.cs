namespace Medusa.Episodes.Tests;

/// <summary>What watchers are told.</summary>
public sealed class EpisodeNotices_should
{
    private const int Capacity = 1_024;

    [Fact]
    public async Task Tell_what_happened_in_order()
    {
        await using var host = new CountingHost();
        await using var watch = new Watch(host);
        await host.CreateAsync();
        await host.StepAsync(CountingHost.Add(1));
        await host.ForkAsync();
        await host.StepAsync(step: 1);
        await host.StepAsync("""{"action":"FLY"}""");
        await host.StepAsync("""{"action":"FINISH"}""");
        await host.CloseAsync("e~1");
        Assert.Equal("Started e 0 ", await watch.NextAsync());
        Assert.Equal("Stepped e 1 ", await watch.NextAsync());
        Assert.Equal("Started e~1 1 ", await watch.NextAsync());
        Assert.Equal("Ended e 2 finished", await watch.NextAsync());
        Assert.Equal("Ended e~1 1 deleted", await watch.NextAsync());
    }

    [Fact]
    public async Task Tell_owners_of_their_own_and_watchers_of_one_episode_of_that_alone()
    {
        await using var host = new CountingHost();
        await using var all = new Watch(host);
        await using var one = new Watch(host, "f");
        await using var others = new Watch(host, owner: CountingHost.Bob);
        await host.CreateAsync("e");
        await host.CreateAsync("e", command => command with { Owner = CountingHost.Bob });
        await host.CreateAsync("f");
        await host.StepAsync(id: "e");
        await host.StepAsync(id: "f");
        await host.StepAsync(id: "e", owner: CountingHost.Bob);
        Assert.Equal(["Started e 0 ", "Started f 0 ", "Stepped e 1 ", "Stepped f 1 "], [await all.NextAsync(), await all.NextAsync(), await all.NextAsync(), await all.NextAsync()]);
        Assert.Equal(["Started f 0 ", "Stepped f 1 "], [await one.NextAsync(), await one.NextAsync()]);
        Assert.Equal(["Started e 0 ", "Stepped e 1 "], [await others.NextAsync(), await others.NextAsync()]);
    }

    [Fact]
    public async Task Tell_a_slow_watcher_how_many_it_missed_and_hold_up_nobody()
    {
        await using var host = new CountingHost();
        await host.CreateAsync(with: command => command with { Options = CountingHost.Json("""{"max_steps":100000}""") });
        await using var watch = new Watch(host);
        await host.StepAsync();
        Assert.Equal((1, 0), await watch.StepAndMissedAsync());
        for (var step = 2; step <= Capacity + 501; step++)
        {
            await host.StepAsync();
        }

        Assert.Equal((502, 500), await watch.StepAndMissedAsync());
        for (var step = 503; step <= Capacity + 501; step++)
        {
            Assert.Equal((step, 0), await watch.StepAndMissedAsync());
        }

        await host.StepAsync();
        Assert.Equal((Capacity + 502, 0), await watch.StepAndMissedAsync());
    }

    [Fact]
    public async Task End_when_the_watcher_stops()
    {
        await using var host = new CountingHost();
        var watch = new Watch(host);
        await host.CreateAsync();
        Assert.Equal("Started e 0 ", await watch.NextAsync());
        await watch.DisposeAsync();
        await host.StepAsync();
        Assert.Equal(1, await host.StepsTakenAsync());
    }

    /// <summary>Watches from its construction on, and reads only when it is asked to.</summary>
    private sealed class Watch : IAsyncDisposable
    {
        private readonly CancellationTokenSource cancellation = new();
        private readonly IAsyncEnumerator<EpisodeNotice> notices;
        private Task<bool>? next;

        public Watch(CountingHost host, string? id = null, Owner? owner = null)
        {
            notices = host.Engine.WatchAsync(owner ?? CountingHost.Alice, id is null ? null : CountingHost.Id(id), cancellation.Token).GetAsyncEnumerator();
            next = notices.MoveNextAsync().AsTask();
        }

        public async Task<string> NextAsync()
        {
            var notice = await TakeAsync();
            return $"{notice.Kind} {notice.Key.Id} {notice.Step} {notice.EndReason}";
        }

        public async Task<(int Step, long Missed)> StepAndMissedAsync()
        {
            var notice = await TakeAsync();
            return (notice.Step, notice.Missed);
        }

        public async ValueTask DisposeAsync()
        {
            await cancellation.CancelAsync();
            try
            {
                await (next ?? Task.CompletedTask);
            }
            catch (OperationCanceledException)
            {
            }

            await notices.DisposeAsync();
            cancellation.Dispose();
        }

        private async Task<EpisodeNotice> TakeAsync()
        {
            next ??= notices.MoveNextAsync().AsTask();
            Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30)));
            next = null;
            return notices.Current;
        }
    }
}
