using System.Diagnostics;

namespace Medusa.Episodes.Tests;

/// <summary>Waiting for a condition, with a deadline.</summary>
internal static class Eventually
{
    /// <summary>Returns when <paramref name="condition"/> holds; fails after 30 s.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition)
    {
        var started = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(started.Elapsed < TimeSpan.FromSeconds(30), "The condition does not hold after 30 s.");
            await Task.Yield();
        }
    }
}
