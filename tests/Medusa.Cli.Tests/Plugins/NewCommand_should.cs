using System.Text.Json;
using Medusa.Cli.Plugins;

namespace Medusa.Cli.Tests.Plugins;

public sealed class NewCommand_should : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Theory]
    [InlineData(true, "Readings")]
    [InlineData(false, "Parts")]
    public async Task Write_a_plugin_with_tests_under_its_name(bool environment, string folder)
    {
        string[] arguments = ["plugin", "new", "Acme.Sensors", "--output", root["new"], .. environment ? new[] { "--environment" } : []];

        Assert.Equal(0, (await CommandRun.OfAsync(arguments)).ExitCode);
        Assert.True(File.Exists(root["new/Acme.Sensors.slnx"]));
        Assert.True(File.Exists(root[$"new/src/Acme.Sensors/{folder}/Plugin.cs"]));
        Assert.Contains("<MedusaPluginId>acme-sensors</MedusaPluginId>", File.ReadAllText(root["new/src/Acme.Sensors/Acme.Sensors.csproj"]), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(root["new"], "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("MyPlugin", file + File.ReadAllText(file), StringComparison.Ordinal);
            Assert.DoesNotContain("my-plugin", file + File.ReadAllText(file), StringComparison.Ordinal);
            Assert.DoesNotContain("MEDUSA_VERSION", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("Acme..Sensors")]
    [InlineData("Acme/Sensors")]
    [InlineData("Acme Sensors")]
    public async Task Refuse_a_name_that_is_no_namespace(string name) =>
        (await CommandRun.OfAsync("plugin", "new", name, "--output", root["new"])).AssertRefused(ExitCode.Usage, "is no name such as");

    [Fact]
    public async Task Write_nothing_into_a_folder_that_is_not_empty()
    {
        File.WriteAllText(root["mine.txt"], "");

        (await CommandRun.OfAsync("plugin", "new", "Acme", "--output", root.Path)).AssertRefused(ExitCode.Usage, "is not empty");
        Assert.Single(Directory.GetFileSystemEntries(root.Path));
    }

    [Fact]
    public void Name_the_packages_of_its_own_version_as_the_template_does_by_default()
    {
        var template = File.ReadAllText(Path.Combine(PackageFeed.Repository, "templates", "content", "medusa-plugin", ".template.config", "template.json"));

        Assert.Equal(
            PluginTemplate.Version, JsonElement.Parse(template).GetProperty("symbols").GetProperty("medusa-version").GetProperty("defaultValue").GetString());
    }
}
