using System.Threading.Tasks.Sources;

namespace Medusa.Episodes;

/// <summary>A call with a result. Awaited once.</summary>
/// <typeparam name="T">What the plugin's code gives.</typeparam>
internal sealed class PluginCall<T> : PluginWork, IValueTaskSource<T>
{
    private readonly Func<CancellationToken, T> call;

    // Whoever awaits must not go on on a worker's thread.
    private ManualResetValueTaskSourceCore<T> source = new() { RunContinuationsAsynchronously = true };

    /// <param name="call">The code. Nothing it does may be visible to others before it returns: a late result is dropped.</param>
    /// <param name="budget">How long it may run.</param>
    public PluginCall(Func<CancellationToken, T> call, TimeSpan budget)
    {
        this.call = call;
        Budget = budget;
    }

    public override TimeSpan Budget { get; }

    public ValueTask<T> Result => new(this, source.Version);

    public override bool Run(CancellationToken cancellation)
    {
        try
        {
            var result = call(cancellation);
            if (!TryClaim())
            {
                return false;
            }

            source.SetResult(result);
        }
        catch (Exception fault)
        {
            if (!TryClaim())
            {
                return false;
            }

            source.SetException(fault);
        }

        return true;
    }

    public override void Fail(Exception fault) => source.SetException(fault);

    T IValueTaskSource<T>.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);
}
