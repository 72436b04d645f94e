using System.IO.Compression;
using System.Text.Json;

namespace Medusa.DataSelect.Tests;

/// <summary>Reads recordings of the Python original.</summary>
internal static class Fixture
{
    public static string Text(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Fixtures", name));
        using Stream content = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content);
        return reader.ReadToEnd();
    }

    public static IEnumerable<JsonElement> Lines(string name) =>
        Text(name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement);

    public static double[] Numbers(this JsonElement list) => [.. list.EnumerateArray().Select(static item => item.GetDouble())];

    public static int[] Integers(this JsonElement list) => [.. list.EnumerateArray().Select(static item => item.GetInt32())];

    public static long[] LongIntegers(this JsonElement list) => [.. list.EnumerateArray().Select(static item => item.GetInt64())];

    public static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance = 1e-9)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var index = 0; index < expected.Count; index++)
        {
            Assert.True(Math.Abs(expected[index] - actual[index]) <= tolerance, $"At {index}: {expected[index]:R} was recorded, {actual[index]:R} came out.");
        }
    }
}
