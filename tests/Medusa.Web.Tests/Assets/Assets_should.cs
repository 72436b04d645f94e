using System.IO.Compression;
using Medusa.Web.Tests.Browsing;

namespace Medusa.Web.Tests.Assets;

/// <summary>What the gateway serves is what the sources make.</summary>
[Collection("browser")]
public sealed class Assets_should
{
    private const long MostCompressed = 300 * 1024;

    private static readonly string Committed = Repository.At("src", "Medusa.Gateway", "Web", "assets");

    [Fact]
    public void Be_those_that_a_fresh_build_makes()
    {
        var built = Directory.CreateTempSubdirectory("medusa-web-").FullName;
        try
        {
            WebPackage.Run("node", WebPackage.File("build.mjs"), built);
            Assert.Equal(Names(built), Names(Committed));
            Assert.All(Names(built), name => Assert.True(
                File.ReadAllBytes(Path.Combine(built, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Committed, name))),
                $"{name} is not what web/ makes: run ./build.sh web and commit the result."));
        }
        finally
        {
            Directory.Delete(built, recursive: true);
        }
    }

    [Fact]
    public void Be_small()
    {
        var bytes = Directory.GetFiles(Committed, "*", SearchOption.AllDirectories).Sum(Compressed);
        Assert.InRange(bytes, 1, MostCompressed);
    }

    [Fact]
    public void Come_of_sources_that_pass_their_own_tests_and_type_check()
    {
        WebPackage.Run("node", WebPackage.File("node_modules", "typescript", "bin", "tsc"), "--noEmit");
        WebPackage.Run("node", WebPackage.File("test.mjs"));
    }

    private static string[] Names(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];

    private static long Compressed(string file)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(File.ReadAllBytes(file));
        }

        return compressed.Length;
    }
}
