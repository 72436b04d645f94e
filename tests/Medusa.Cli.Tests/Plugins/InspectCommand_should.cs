using System.Text.Json;

namespace Medusa.Cli.Tests.Plugins;

public sealed class InspectCommand_should : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task Show_what_a_plugin_offers()
    {
        var run = await CommandRun.OfAsync("plugin", "inspect", CounterPlugin.Write(root.Path));

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("counter@1.0.0: Compiled by a test.", run.Out, StringComparison.Ordinal);
        Assert.Contains("environment counter@1: Counts up.", run.Out, StringComparison.Ordinal);
        Assert.Contains("parts for environment files\n  actions   COUNT_UP\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_a_zip_file_as_its_folder()
    {
        var folder = CounterPlugin.Write(root.Path);
        await CommandRun.OfAsync("plugin", "pack", folder, "--output", root.Path);

        var ofFolder = await CommandRun.OfAsync("plugin", "inspect", folder, "--json");
        var ofZip = await CommandRun.OfAsync("plugin", "inspect", root["counter-1.0.0.zip"], "--json");

        Assert.Equal(ofFolder.Out, ofZip.Out);
        var described = JsonElement.Parse(ofZip.Out);
        Assert.Equal("counter", described.GetProperty("environments")[0].GetProperty("name").GetString());
        Assert.Equal(2, described.GetProperty("files").GetArrayLength());
        Assert.Equal(64, described.GetProperty("sha256").GetString()!.Length);
    }

    [Fact]
    public async Task Take_a_manifest_that_lists_files_which_are_no_assemblies()
    {
        var folder = CounterPlugin.Write(root.Path);
        File.Delete(Path.Combine(folder, "medusa-plugin.json"));
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        File.WriteAllText(Path.Combine(folder, "data", "words.txt"), "words");
        File.WriteAllText(Path.Combine(folder, "medusa-plugin.json"), """{"id":"counter","version":"1.0.0","contract":"1.0.0","assembly":"Counter.dll"}""");

        var run = await CommandRun.OfAsync("plugin", "inspect", folder);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("data/words.txt, 5 bytes", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_why_the_loader_refuses_a_plugin()
    {
        var folder = Medusa.Testing.PluginFolder.Write(root["broken"], "broken", "1.0.0", "None.dll", new Dictionary<string, byte[]>());

        (await CommandRun.OfAsync("plugin", "inspect", folder)).AssertRefused(ExitCode.Different, "broken@1.0.0 cannot be loaded");
    }
}
