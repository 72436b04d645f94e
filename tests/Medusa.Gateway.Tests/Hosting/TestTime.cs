namespace Medusa.Gateway.Tests;

/// <summary>How long a test waits for something that should come.</summary>
public static class TestTime
{
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    public static CancellationToken Limit() => new CancellationTokenSource(Long).Token;

    public static async Task Until(Func<bool> condition)
    {
        var limit = Limit();
        while (!condition())
        {
            limit.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
