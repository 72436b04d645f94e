using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Medusa.Cli.Plugins;
using Medusa.Client;

namespace Medusa.Cli.Tests.Plugins;

/// <summary>What a stranger does, done for real: templates and packages from a feed, the SDK's own commands, a server that loads the result.</summary>
public sealed partial class PluginAuthor_should(PackageFeed feed) : IClassFixture<PackageFeed>
{
    [Theory]
    [InlineData("Acme.Sensors", true)]
    [InlineData("Acme.Parts", false)]
    public async Task Get_from_a_template_to_an_installed_plugin(string name, bool isEnvironment)
    {
        string[] variant = isEnvironment ? ["--environment"] : [];
        await feed.DotnetNewAsync(["medusa-plugin", "--name", name, "--output", name, "--medusa-version", feed.Version, .. variant]);
        await AssertSameAsMedusaPluginNewAsync(name, variant);

        await feed.DotnetAsync("test", name, "--configuration", "Release", "--nologo", "--verbosity", "quiet");

        var id = PluginTemplate.IdOf(name);
        var folder = Path.Combine(feed[name], "src", name, "bin", "Release", "net10.0", "plugins", $"{id}@1.0.0");
        await SucceedAsync("plugin", "check", folder);
        await SucceedAsync("plugin", "pack", folder, "--output", feed["out"]);
        await SucceedAsync("plugin", "install", Path.Combine(feed["out"], $"{id}-1.0.0.zip"), "--plugins", feed[$"{name}.plugins"]);
        if (isEnvironment)
        {
            await AssertPlaysAsync(feed[$"{name}.plugins"], id, new { action = "FINISH" });
        }
        else
        {
            await AssertOffersAsync(folder, Path.Combine(feed[name], "environments", $"{id}.json"));
        }
    }

    [Fact]
    public async Task Get_through_the_tutorial()
    {
        var tutorial = await File.ReadAllTextAsync(Path.Combine(PackageFeed.Repository, "docs", "plugins", "tutorial.md"));
        Directory.CreateDirectory(feed["Guess"]);
        foreach (Match block in FileBlock().Matches(tutorial))
        {
            var text = block.Groups["text"].Value.Replace("Version=\"0.1.0\"", $"Version=\"{feed.Version}\"", StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(feed["Guess"], block.Groups["name"].Value), text);
        }

        var run = await SucceedAsync("plugin", "run", feed["Guess"], "--seed", "1");
        Assert.Contains("ended: found", run.Out, StringComparison.Ordinal);
        await SucceedAsync("plugin", "pack", Path.Combine(feed["Guess"], "bin", "Release", "net10.0", "plugins", "guess@1.0.0"), "--output", feed["Guess"]);
        await SucceedAsync("plugin", "install", Path.Combine(feed["Guess"], "guess-1.0.0.zip"), "--plugins", feed["Guess.plugins"]);
        await AssertPlaysAsync(feed["Guess.plugins"], "guess", new { action = "GUESS", number = 50 });
    }

    /// <summary>What the example environment file takes from the plugin, the plugin has.</summary>
    private static async Task AssertOffersAsync(string folder, string environmentFile)
    {
        var parts = JsonElement.Parse((await SucceedAsync("plugin", "inspect", folder, "--json")).Out).GetProperty("parts");
        var taken = JsonElement.Parse(await File.ReadAllTextAsync(environmentFile));
        foreach (var (list, offered) in new[] { ("operators", "actions"), ("rewards", "reward_templates"), ("checks", "checks") })
        {
            Assert.Equal(
                parts.GetProperty(offered).EnumerateArray().Select(part => part.ValueKind == JsonValueKind.String ? part.GetString() : part.GetProperty("name").GetString()),
                taken.GetProperty(list).EnumerateArray().Select(part => part.GetProperty("name").GetString()));
        }
    }

    private async Task AssertSameAsMedusaPluginNewAsync(string name, string[] variant)
    {
        await SucceedAsync(["plugin", "new", name, "--output", feed[$"{name}.own"], .. variant]);
        var (theirs, ours) = (Files(feed[name]), Files(feed[$"{name}.own"]));
        Assert.Equal(ours.Keys, theirs.Keys);
        Assert.All(ours, file => Assert.Equal(file.Value, theirs[file.Key].Replace(feed.Version, PluginTemplate.Version, StringComparison.Ordinal)));
    }

    private static SortedDictionary<string, string> Files(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(folder, path), File.ReadAllText), StringComparer.Ordinal);

    private static async Task AssertPlaysAsync(string plugins, string environment, object action)
    {
        await using var gateway = await ServedGateway.StartAsync(new Dictionary<string, string?>
        {
            ["Medusa:PluginsPath"] = plugins,
            ["Medusa:DefaultEnvironment"] = environment,
            ["Medusa:RequiredEnvironments:0"] = environment,
        });
        using var client = new MedusaClient(new Uri(gateway.Url));
        await using var episode = await client.StartAsync(new EpisodeRequest(environment) { Seed = BigInteger.One });
        var step = await episode.StepAsync(action);
        Assert.Equal(1, step.Step);
        Assert.NotNull(step.Reward);
    }

    private static async Task<CommandRun> SucceedAsync(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Error + run.Out);
        return run;
    }

    [GeneratedRegex("```\\w+ file=(?<name>\\S+)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex FileBlock();
}
