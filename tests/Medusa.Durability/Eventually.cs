using System.Diagnostics;

namespace Medusa.Durability;

/// <summary>Waiting for a condition, with a deadline.</summary>
public static class Eventually
{
    /// <summary>Returns when <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It did not hold in time; the message ends with <paramref name="explain"/>'s words.</exception>
    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan within, string what, Func<string>? explain = null)
    {
        var started = Stopwatch.StartNew();
        while (!await condition())
        {
            if (started.Elapsed > within)
            {
                throw new TimeoutException($"Not within {within.TotalSeconds:0.#} s: {what}. {explain?.Invoke()}".TrimEnd());
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Returns when <paramref name="condition"/> holds.</summary>
    public static Task HoldsAsync(Func<bool> condition, TimeSpan within, string what) => HoldsAsync(() => Task.FromResult(condition()), within, what);
}
