using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Medusa.Web.Tests.Browsing;
using Microsoft.Playwright;

namespace Medusa.Web.Bench;

/// <summary>How long a newcomer's browser takes to show the page, and how much it loads for that.</summary>
internal static class FirstPaint
{
    private const int Rounds = 7;

    /// <summary>Measures, each time with an empty profile.</summary>
    public static async Task RunAsync(Chromium chromium)
    {
        await using var server = await WebServer.StartAsync();
        await Stage.SetAsync(server);
        var paints = new List<double>();
        var contents = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var visit = await chromium.VisitAsync(server, "#/e/dirty");
            await Assertions.Expect(visit.Heading("Passed")).ToBeVisibleAsync();
            var paint = await visit.Page.EvaluateAsync<JsonElement>("() => ({ paint: performance.getEntriesByName('first-contentful-paint')[0].startTime, content: performance.now() })");
            paints.Add(paint.GetProperty("paint").GetDouble());
            contents.Add(paint.GetProperty("content").GetDouble());
        }

        var bytes = Directory.GetFiles(Repository.At("src", "Medusa.Gateway", "Web", "assets")).Sum(Compressed);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first contentful paint: median {Median(paints):0} ms, worst {paints.Max():0} ms of {Rounds}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"an episode shown with its grade: median {Median(contents):0} ms, worst {contents.Max():0} ms of {Rounds}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"assets, compressed with Brotli: {bytes / 1024.0:0.0} KiB"));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static long Compressed(string file)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(File.ReadAllBytes(file));
        }

        return compressed.Length;
    }
}
