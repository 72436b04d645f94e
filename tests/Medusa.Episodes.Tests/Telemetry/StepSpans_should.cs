using System.Diagnostics;
using Medusa.Testing;

namespace Medusa.Episodes.Tests;

public sealed class StepSpans_should : IAsyncDisposable
{
    private static readonly ActivitySource Callers = new("test");

    private readonly ManualResetEventSlim gate = new(true);
    private readonly CountingHost host;

    public StepSpans_should() => host = new CountingHost(CountingEnvironment.Make(onApply: () => gate.Wait()));

    public async ValueTask DisposeAsync()
    {
        gate.Set();
        await host.DisposeAsync();
        gate.Dispose();
    }

    [Fact]
    public async Task Lead_from_the_caller_over_the_step_to_plugin_code_and_journal()
    {
        using var spans = new RecordedSpans(Callers);
        await host.CreateAsync();
        var caller = await CallAsync(() => host.StepAsync());
        var step = spans.One(caller.TraceId, "medusa.step");
        Assert.Equal(caller.SpanId, step.ParentSpanId);
        Assert.Equal(("e", "counting", "ADD", 1), (step.GetTagItem("medusa.episode"), step.GetTagItem("medusa.environment"), step.GetTagItem("medusa.operator"), step.GetTagItem("medusa.step")));
        Assert.Equal(step.SpanId, spans.One(caller.TraceId, "medusa.decide").ParentSpanId);
        var append = spans.One(caller.TraceId, "medusa.journal.append");
        Assert.Equal((step.SpanId, "appended"), (append.ParentSpanId, append.GetTagItem("medusa.outcome")));
        Assert.Equal(3, spans.Of(caller.TraceId).Length);
    }

    [Fact]
    public async Task Keep_the_caller_s_context_while_a_request_waits_in_the_mailbox()
    {
        using var spans = new RecordedSpans(Callers);
        await host.CreateAsync();
        gate.Reset();
        var first = CallAsync(() => host.StepAsync());
        var second = CallAsync(() => host.StepAsync());
        Assert.Equal(1, ((EmbeddedEngine)host.Engine).WaitingRequests);
        gate.Set();
        var callers = await Task.WhenAll(first, second);
        Assert.NotEqual(callers[0].TraceId, callers[1].TraceId);
        foreach (var caller in callers)
        {
            var step = spans.One(caller.TraceId, "medusa.step");
            Assert.Equal(caller.SpanId, step.ParentSpanId);
            Assert.Equal(step.SpanId, spans.One(caller.TraceId, "medusa.journal.append").ParentSpanId);
        }
    }

    [Fact]
    public async Task Say_what_went_wrong()
    {
        using var spans = new RecordedSpans(Callers);
        await host.CreateAsync();
        var caller = await CallAsync(() => host.StepAsync("""{"action":"THROW"}"""));
        var step = spans.One(caller.TraceId, "medusa.step");
        Assert.Equal((ActivityStatusCode.Error, "operator_fault"), (step.Status, step.GetTagItem("error.type")));
        Assert.Equal(ActivityStatusCode.Error, spans.One(caller.TraceId, "medusa.decide").Status);
        var refused = await CallAsync(() => host.StepAsync(step: 9));
        Assert.Equal((ActivityStatusCode.Unset, "step_conflict"), (spans.One(refused.TraceId, "medusa.step").Status, spans.One(refused.TraceId, "medusa.step").GetTagItem("error.type")));
    }

    [Fact]
    public async Task Cost_no_allocation_where_nobody_listens()
    {
        await host.CreateAsync();
        await host.StepAsync(step: 1);
        var command = new StepEpisode(CountingHost.Alice, CountingHost.Id("e"), CountingHost.Json("""{"action":"ADD"}""")) { Step = 1 };
        var unobserved = Allocated(command);
        long observed;
        using (new Measurements(host.Engine))
        {
            observed = Allocated(command);
        }

        Assert.True(unobserved < observed, $"{unobserved} bytes unobserved, {observed} observed.");
        Assert.Equal(unobserved, Allocated(command));
    }

    /// <summary>Bytes that a repeated step allocates: it is answered on the calling thread, so that all of them are seen. The least of many, because others may interrupt.</summary>
    private long Allocated(StepEpisode command)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 200; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var pending = host.Engine.StepAsync(command);
            Assert.True(pending.IsCompletedSuccessfully && pending.Result.Replayed);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static async Task<Activity> CallAsync(Func<ValueTask<EpisodeReply>> request)
    {
        Activity.Current = null;
        using var caller = Callers.StartActivity("caller")!;
        await request();
        return caller;
    }
}
