using System.IO.Compression;
using System.Text.Json;
using Medusa.Episodes;

namespace Medusa.Cli.Tests.Plugins;

public sealed class PackCommand_should : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task Write_the_whole_folder_as_id_and_version()
    {
        var run = await CommandRun.OfAsync("plugin", "pack", CounterPlugin.Write(root.Path), "--output", root["out"]);

        Assert.Equal(0, run.ExitCode);
        using var zip = ZipFile.OpenRead(root["out/counter-1.0.0.zip"]);
        Assert.Equal(["Counter.dll", "medusa-plugin.json"], zip.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task Give_equal_bytes_for_equal_files_whatever_their_times()
    {
        var folder = CounterPlugin.Write(root.Path);
        await CommandRun.OfAsync("plugin", "pack", folder, "--output", root["one"]);
        File.SetLastWriteTimeUtc(Path.Combine(folder, "Counter.dll"), new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        await CommandRun.OfAsync("plugin", "pack", folder, "--output", root["two"]);

        Assert.Equal(File.ReadAllBytes(root["one/counter-1.0.0.zip"]), File.ReadAllBytes(root["two/counter-1.0.0.zip"]));
    }

    [Fact]
    public async Task Compute_the_digests_where_the_manifest_lists_no_file()
    {
        var folder = CounterPlugin.Write(root.Path);
        File.WriteAllText(Path.Combine(folder, PluginManifest.FileName), """{"id":"counter","version":"1.0.0","contract":"1.0.0","assembly":"Counter.dll","description":"kept"}""");

        await CommandRun.OfAsync("plugin", "pack", folder, "--output", root["out"]);

        using var zip = ZipFile.OpenRead(root["out/counter-1.0.0.zip"]);
        using var stream = zip.GetEntry(PluginManifest.FileName)!.Open();
        using var manifest = JsonDocument.Parse(stream);
        Assert.Equal("kept", manifest.RootElement.GetProperty("description").GetString());
        Assert.Equal("Counter.dll", Assert.Single(manifest.RootElement.GetProperty("files").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Refuse_a_file_that_differs_from_its_digest()
    {
        var folder = CounterPlugin.Write(root.Path);
        File.AppendAllText(Path.Combine(folder, "Counter.dll"), "x");

        (await CommandRun.OfAsync("plugin", "pack", folder, "--output", root["out"])).AssertRefused(ExitCode.Different, "'Counter.dll' has another SHA-256");
        Assert.False(Directory.Exists(root["out"]));
    }

    [Fact]
    public async Task Refuse_a_file_that_the_manifest_does_not_list()
    {
        var folder = CounterPlugin.Write(root.Path);
        File.WriteAllText(Path.Combine(folder, "stowaway.txt"), "");

        (await CommandRun.OfAsync("plugin", "pack", folder, "--output", root["out"])).AssertRefused(ExitCode.Different, "'stowaway.txt' is not listed");
    }

    [Fact]
    public async Task Refuse_a_link()
    {
        var folder = CounterPlugin.Write(root.Path);
        File.CreateSymbolicLink(Path.Combine(folder, "link.txt"), "/etc/hostname");

        (await CommandRun.OfAsync("plugin", "pack", folder, "--output", root["out"])).AssertRefused(ExitCode.Usage, "'link.txt' is a link");
    }

    [Fact]
    public async Task Refuse_a_folder_that_is_no_plugin() =>
        (await CommandRun.OfAsync("plugin", "pack", root.Path, "--output", root["out"])).AssertRefused(ExitCode.Usage, "no folder with a medusa-plugin.json");
}
