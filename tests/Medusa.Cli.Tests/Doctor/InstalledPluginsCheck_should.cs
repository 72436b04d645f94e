using Medusa.Cli.Doctor;
using Medusa.Cli.Tests.Plugins;
using Medusa.Episodes;
using Medusa.Gateway;
using Medusa.Testing;

namespace Medusa.Cli.Tests.Doctor;

public sealed class InstalledPluginsCheck_should : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task Tell_which_environments_there_are()
    {
        CounterPlugin.Write(root.Path);
        await Of(defaultEnvironment: "counter").FindsAsync(Level.Ok, "counter@1.0.0 offers counter@");
        await Of(defaultEnvironment: "counter").FindsNothingWrongAsync();
    }

    [Fact]
    public async Task Name_a_plugin_that_does_not_load_with_the_reason()
    {
        PluginFolder.Write(root.Path, "broken", new PluginSource("Broken", """public sealed class Plugin : IMedusaPlugin { public void Register(IPluginRegistry registry) => throw new InvalidOperationException("no luck today"); }"""));
        await Of().FindsAsync(Level.Problem, "no luck today");
    }

    [Fact]
    public async Task Name_files_that_do_not_agree_with_the_manifest()
    {
        await File.AppendAllTextAsync(Path.Combine(CounterPlugin.Write(root.Path), "Counter.dll"), " ");
        await Of().FindsAsync(Level.Problem, "(BadFile)");
    }

    [Fact]
    public async Task Name_a_plugin_that_the_allow_list_leaves_out()
    {
        CounterPlugin.Write(root.Path);
        await Of(new EpisodesOptions { PluginsPath = root.Path, PluginAllowList = ["medusa"] }).FindsAsync(Level.Problem, "(NotAllowed)");
    }

    [Fact]
    public Task Say_that_nothing_is_installed() => Of().FindsAsync(Level.Problem, "No environment is installed in");

    [Fact]
    public async Task Name_a_required_environment_that_is_missing()
    {
        CounterPlugin.Write(root.Path);
        await Of(new EpisodesOptions { PluginsPath = root.Path, RequiredEnvironments = ["atlantis"] }).FindsAsync(Level.Problem, "atlantis is missing");
    }

    [Fact]
    public async Task Name_a_default_environment_that_is_not_there()
    {
        CounterPlugin.Write(root.Path);
        await Of(defaultEnvironment: "atlantis").FindsAsync(Level.Warning, "The default environment 'atlantis' is not installed");
    }

    private InstalledPluginsCheck Of(EpisodesOptions? episodes = null, string defaultEnvironment = "medusa") =>
        new(episodes ?? new EpisodesOptions { PluginsPath = root.Path }, new GatewayOptions { DefaultEnvironment = defaultEnvironment });
}
