using System.IO.Compression;
using System.Text;
using Medusa.Episodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Cli.Tests.Plugins;

public sealed class InstallCommand_should : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task Put_a_zip_file_where_a_server_finds_it()
    {
        await CommandRun.OfAsync("plugin", "pack", CounterPlugin.Write(root["source"]), "--output", root.Path);

        var run = await CommandRun.OfAsync("plugin", "install", root["counter-1.0.0.zip"], "--plugins", root["plugins"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([root["plugins/counter@1.0.0"]], Directory.GetFileSystemEntries(root["plugins"]));
        var catalogue = PluginCatalogue.Load(new EpisodesOptions { PluginsPath = root["plugins"] }, NullLogger.Instance);
        Assert.Equal("counter", Assert.Single(catalogue.Environments).Definition.Name);
    }

    [Fact]
    public async Task Leave_equal_files_as_they_are()
    {
        var folder = CounterPlugin.Write(root["source"]);
        await CommandRun.OfAsync("plugin", "install", folder, "--plugins", root["plugins"]);

        var again = await CommandRun.OfAsync("plugin", "install", folder, "--plugins", root["plugins"]);

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("holds the same files already", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_overwrite_other_files_of_the_same_version()
    {
        await CommandRun.OfAsync("plugin", "install", CounterPlugin.Write(root["one"]), "--plugins", root["plugins"]);
        var installed = File.ReadAllBytes(root["plugins/counter@1.0.0/Counter.dll"]);

        (await CommandRun.OfAsync("plugin", "install", CounterPlugin.Write(root["two"], increment: "2"), "--plugins", root["plugins"]))
            .AssertRefused(ExitCode.Different, "a change is a new version");
        Assert.Equal(installed, File.ReadAllBytes(root["plugins/counter@1.0.0/Counter.dll"]));
    }

    [Fact]
    public async Task Install_another_version_beside_the_first()
    {
        await CommandRun.OfAsync("plugin", "install", CounterPlugin.Write(root["one"]), "--plugins", root["plugins"]);
        await CommandRun.OfAsync("plugin", "install", CounterPlugin.Write(root["two"], "1.1.0"), "--plugins", root["plugins"]);

        Assert.Equal(2, Directory.GetDirectories(root["plugins"]).Length);
    }

    [Theory]
    [InlineData("../outside.dll")]
    [InlineData("/outside.dll")]
    [InlineData("a/../../outside.dll")]
    [InlineData("..\\outside.dll")]
    [InlineData("C:outside.dll")]
    [InlineData("a//outside.dll")]
    public async Task Refuse_a_zip_entry_that_leads_out_of_the_folder(string name)
    {
        using (var zip = ZipFile.Open(root["evil.zip"], ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes("x"));
        }

        (await CommandRun.OfAsync("plugin", "install", root["evil.zip"], "--plugins", root["plugins"])).AssertRefused(ExitCode.Usage, "leads out of the plugin's folder");
        Assert.Equal([root["evil.zip"]], Directory.GetFileSystemEntries(root.Path));
    }

    [Fact]
    public async Task Refuse_a_zip_file_that_unpacks_to_too_much()
    {
        using (var zip = ZipFile.Open(root["bomb.zip"], ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("zeros.dll", CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (var written = 0; written < 257; written++)
            {
                entry.Write(zeros);
            }
        }

        (await CommandRun.OfAsync("plugin", "install", root["bomb.zip"], "--plugins", root["plugins"])).AssertRefused(ExitCode.Usage, "256 MiB");
    }

    [Fact]
    public async Task Refuse_what_is_no_zip_file()
    {
        File.WriteAllText(root["text.zip"], "no zip");

        (await CommandRun.OfAsync("plugin", "install", root["text.zip"], "--plugins", root["plugins"])).AssertRefused(ExitCode.Usage, "cannot be read");
    }

    [Fact]
    public async Task Install_nothing_that_the_loader_refuses()
    {
        var folder = Medusa.Testing.PluginFolder.Write(root["broken"], "broken", "1.0.0", "None.dll", new Dictionary<string, byte[]>());

        Assert.Equal(ExitCode.Different, (await CommandRun.OfAsync("plugin", "install", folder, "--plugins", root["plugins"])).ExitCode);
        Assert.False(Directory.Exists(root["plugins"]));
    }

    [Fact]
    public async Task Tell_the_server_with_its_key_and_show_the_states()
    {
        using var server = new ReloadedServer(200, """{"plugins":[{"id":"counter","version":"1.0.0","state":"active","reason":null},{"folder":"odd","state":"rejected","reason":"no manifest"}]}""");

        var run = await CommandRun.OfAsync(
            "plugin", "install", CounterPlugin.Write(root["source"]), "--plugins", root["plugins"], "--server", $"http://trainer:secret@127.0.0.1:{server.Port}");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(("POST /v1/plugins/reload", $"Basic {Convert.ToBase64String("trainer:secret"u8)}"), await server.AskedAsync());
        Assert.Matches("counter@1.0.0 +active\n", run.Out);
        Assert.Matches("odd +rejected +no manifest\n", run.Out);
        Assert.DoesNotContain("secret", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Say_that_the_plugin_is_installed_and_the_server_refused()
    {
        using var server = new ReloadedServer(401, """{"code":"unauthorized","status":401,"detail":"Send a key."}""");

        var run = await CommandRun.OfAsync("plugin", "install", CounterPlugin.Write(root["source"]), "--plugins", root["plugins"], "--server", $"http://127.0.0.1:{server.Port}");

        Assert.Equal(ExitCode.Server, run.ExitCode);
        Assert.Contains("Send a key.", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.StartsWith("Installed ", run.Out, StringComparison.Ordinal);
    }
}
