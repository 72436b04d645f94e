using System.Runtime.Intrinsics;

namespace Medusa.DataSelect.Tests;

/// <summary>Run as a program, the test assembly prints the width of the vectors it may use, and <see cref="Digests.OfManyEpisodes"/>.</summary>
internal static class DigestHost
{
    public static void Main()
    {
        var bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        Console.WriteLine(bits);
        Console.WriteLine(Digests.OfManyEpisodes());
    }
}
