using Medusa.Operators.Abstractions;

namespace Medusa.Operators.Default;

/// <summary>How old the sources are, in hours: 0.5 to 4 when fresh, 8 to 24 when stale. Always two draws, A's first.</summary>
internal static class Staleness
{
    public static (double HoursA, double HoursB) Draw(ulong seed, bool staleA, bool staleB)
    {
        var stream = RandomStream.For(seed, "staleness");
        var hoursA = Hours(stream, staleA);
        return (hoursA, Hours(stream, staleB));
    }

    private static double Hours(RandomStream stream, bool stale) => stale ? stream.NextDouble(8, 24) : stream.NextDouble(0.5, 4);
}
