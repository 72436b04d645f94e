using static Medusa.Episodes.Tests.Batches_should;

namespace Medusa.Episodes.Tests;

/// <summary>What plugin code that throws, spins or is slow costs the other steps of its batch.</summary>
public sealed class Batches_of_hostile_plugins_should : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly ManualResetEventSlim gate = new();
    private int calls;
    private Action<int> onCall = static _ => { };

    public void Dispose() => gate.Dispose();

    [Fact]
    public async Task Refuse_only_the_steps_whose_code_throws()
    {
        await using var host = await StartAsync(40);
        onCall = call =>
        {
            if (call % 3 == 0)
            {
                throw new InvalidOperationException("Broken on purpose.");
            }
        };
        var replies = await StepAllAsync(host, 40);
        Assert.Equal(13, replies.Count(reply => CountingHost.Code(reply) == ProblemCode.OperatorFault));
        Assert.Equal(27, replies.Count(reply => reply.Problem is null));
        onCall = static _ => { };
        await EachGoesOnAsync(host, replies);
    }

    [Fact]
    public async Task Fail_the_step_that_is_over_its_budget_and_take_the_others()
    {
        await using var host = await StartAsync(40, budget: 500);
        onCall = call => Hold(call == 7);
        var replies = await StepAllAsync(host, 40);
        gate.Set();
        var late = Assert.Single(replies, reply => reply.Problem is not null).Problem!;
        Assert.Equal((ProblemCode.OperatorFault, "overrun", 1), (late.Code, late.Extensions["reason"].AsText, late.Extensions["expected_step"].AsInteger));
        await EachGoesOnAsync(host, replies);
    }

    [Fact]
    public async Task Answer_the_others_before_a_slow_one_ends()
    {
        await using var host = await StartAsync(40);
        onCall = call => Hold(call == 7);
        var replies = new EpisodeReply?[40];
        var stepping = host.Engine.StepManyAsync([.. Names(40).Select(id => Step(id))], replies!).AsTask();
        await Eventually.HoldsAsync(() => Task.FromResult(replies.Count(reply => reply is not null) == 39));
        Assert.False(stepping.IsCompleted);
        Assert.All(replies, reply => Assert.Null(reply?.Problem));
        gate.Set();
        await stepping.WaitAsync(Deadline);
        await EachGoesOnAsync(host, replies!);
    }

    [Fact]
    public async Task Answer_the_others_though_several_are_slow_one_after_the_other()
    {
        await using var host = await StartAsync(30, workers: 4);
        onCall = call => Hold(call is 5 or 11 or 20);
        var replies = new EpisodeReply?[30];
        var stepping = host.Engine.StepManyAsync([.. Names(30).Select(id => Step(id))], replies!).AsTask();
        await Eventually.HoldsAsync(() => Task.FromResult(replies.Count(reply => reply is not null) == 27));
        gate.Set();
        await stepping.WaitAsync(Deadline);
        await EachGoesOnAsync(host, replies!);
    }

    [Fact]
    public async Task Refuse_the_rest_once_no_worker_is_left_and_serve_again_when_one_returns()
    {
        await using var host = await StartAsync(20, budget: 500, workers: 1, maxLost: 0);
        onCall = call => Hold(call == 4);
        var replies = await StepAllAsync(host, 20);
        Assert.Equal(3, replies.Count(reply => reply.Problem is null));
        Assert.Equal(1, replies.Count(reply => CountingHost.Code(reply) == ProblemCode.OperatorFault));
        Assert.Equal(16, replies.Count(reply => CountingHost.Code(reply) == ProblemCode.Overloaded));
        Assert.All(await StepAllAsync(host, 20), reply => Assert.Equal(ProblemCode.Overloaded, CountingHost.Code(reply)));
        gate.Set();
        await Eventually.HoldsAsync(() => Task.FromResult(host.Engine.WhyNotReady is null));
        await EachGoesOnAsync(host, replies);
    }

    [Fact]
    public async Task Count_an_overrun_as_one_of_the_faults_that_end_an_episode()
    {
        await using var host = await StartAsync(2, budget: 500);
        onCall = call => Hold(call <= 3);
        for (var round = 1; round <= 3; round++)
        {
            var replies = await StepAsync(host, Step("m0"));
            Assert.Equal(ProblemCode.OperatorFault, CountingHost.Code(replies[0]));
            Assert.Equal(round == 3, replies[0].Problem!.Extensions.Has("done"));
        }

        gate.Set();
        Assert.Equal([ProblemCode.EpisodeDone, null], (await StepAllAsync(host, 2)).Select(CountingHost.Code));
    }

    [Fact]
    public async Task Drop_what_a_late_one_comes_to_after_all()
    {
        await using var host = await StartAsync(3, budget: 500);
        onCall = call => Hold(call == 1);
        var replies = await StepAllAsync(host, 3);
        Assert.Equal([ProblemCode.OperatorFault, null, null], replies.Select(CountingHost.Code));
        gate.Set();
        await Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref calls) == 3));
        Assert.Equal("5 6 6", await host.CountsAsync(Names(3)));
        await EachGoesOnAsync(host, replies);
    }

    private async Task<CountingHost> StartAsync(int episodes, int budget = 10_000, int workers = 2, int maxLost = 16)
    {
        var options = new EpisodesOptions { Workers = workers, MaxLostWorkers = maxLost, StepBudget = TimeSpan.FromMilliseconds(budget) };
        var host = new CountingHost(CountingEnvironment.Make(onApply: () => onCall(Interlocked.Increment(ref calls))), options, onRealTime: true);
        foreach (var id in Names(episodes))
        {
            Assert.Null((await host.CreateAsync(id)).Problem);
        }

        return host;
    }

    private static Task<EpisodeReply[]> StepAllAsync(CountingHost host, int episodes) => StepAsync(host, [.. Names(episodes).Select(id => Step(id))]);

    /// <summary>Every episode has taken the steps that were answered, none else, and takes its next one.</summary>
    private static async Task EachGoesOnAsync(CountingHost host, EpisodeReply[] replies)
    {
        foreach (var (index, reply) in replies.Index())
        {
            var taken = reply.Problem is null ? 1 : 0;
            Assert.Equal((index, taken), (index, await host.StepsTakenAsync($"m{index}")));
            Assert.Null((await host.StepAsync(id: $"m{index}", step: taken + 1).AsTask().WaitAsync(Deadline)).Problem);
            Assert.Equal("ok", await host.VerifyAsync($"m{index}"));
        }
    }

    private void Hold(bool isHeld)
    {
        if (isHeld)
        {
            gate.Wait(Deadline);
        }
    }
}
