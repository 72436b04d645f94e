using System.IO.Compression;
using System.Text.Json;

namespace Medusa.Operators.Default.Tests.V0;

/// <summary>Reads the recorded JSON lines beside the tests.</summary>
internal static class Fixture
{
    public static IEnumerable<JsonElement> Lines(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Fixtures", "v0", name));
        using Stream plain = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(plain);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                using var document = JsonDocument.Parse(line);
                yield return document.RootElement.Clone();
            }
        }
    }
}
