using System.Runtime.Loader;
using Medusa.Operators.Abstractions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Medusa.Episodes.Tests;

public sealed class PluginCatalogue_should : IDisposable
{
    private static readonly string Installed = Path.Combine(AppContext.BaseDirectory, "plugins", "medusa");

    private readonly string root = Directory.CreateTempSubdirectory("medusa-plugins-").FullName;

    [Fact]
    public void Load_the_real_plugin_from_its_folder_into_a_context_of_its_own()
    {
        Install("medusa");
        var catalogue = Load();
        var environment = catalogue.Find("MEDUSA");
        Assert.NotNull(environment);
        Assert.Same(environment, catalogue.Find("medusa", "1"));
        Assert.Null(catalogue.Find("medusa", "99"));
        var assembly = environment.Definition.Operators[0].GetType().Assembly;
        var context = AssemblyLoadContext.GetLoadContext(assembly)!;
        Assert.NotSame(AssemblyLoadContext.Default, context);
        Assert.True(context.IsCollectible);
        Assert.Equal("medusa@" + environment.Provenance.Version, context.Name);
        Assert.IsAssignableFrom<IOperator>(environment.Definition.Operators[0]);
        Assert.Equal(64, environment.Provenance.Sha256.Length);
    }

    [Fact]
    public async Task Run_the_real_environments_from_reset_to_grade()
    {
        await using var services = Services(options => options.PluginsPath = Path.GetDirectoryName(Installed)!).BuildServiceProvider();
        var engine = services.GetRequiredService<IEpisodeEngine>();
        foreach (var environment in services.GetRequiredService<IEnvironmentCatalogue>().Environments.Where(environment => environment.Provenance.Id == "medusa"))
        {
            var id = EpisodeId.New();
            var created = await engine.CreateAsync(new CreateEpisode(Owner.Anonymous, id, environment.Definition.Name) { Seed = CountingHost.Json("1") });
            Assert.Null(created.Problem);
            foreach (var action in new[] { "SYNC_CHECK", "EVOLVE_SCHEMA", "PREP_KEYS_A", "PREP_KEYS_B", "DEDUPLICATE_B", "EXECUTE_JOIN_LEFT", "APPLY_SCD_2", "COMMIT" })
            {
                var reply = await engine.StepAsync(new StepEpisode(Owner.Anonymous, id, CountingHost.Json($$"""{"action":"{{action}}"}""")));
                Assert.Equal(action == "COMMIT", CountingHost.Body(reply).GetProperty("done").GetBoolean());
            }

            Assert.True(CountingHost.Body(await engine.QueryAsync(new QueryEpisode(Owner.Anonymous, id, EpisodeQueryKind.Grade))).GetProperty("passed").GetBoolean());
            var tables = CountingHost.Body(await engine.QueryAsync(new QueryEpisode(Owner.Anonymous, id, EpisodeQueryKind.Tables))).GetProperty("tables");
            Assert.Equal(
                ["bronze_a", "bronze_a_prepped", "bronze_b", "bronze_b_prepped", "joined", "silver", "quarantine"],
                tables.EnumerateArray().Select(table => table.GetProperty("name").GetString()));
        }
    }

    [Theory]
    [InlineData("{", PluginFault.BadManifest)]
    [InlineData("null", PluginFault.BadManifest)]
    [InlineData("""{"id":"x"}""", PluginFault.BadManifest)]
    [InlineData("""{"id":"X!","version":"1","contract":"1.0","assembly":"Medusa.Operators.Default.dll"}""", PluginFault.BadManifest)]
    [InlineData("""{"id":"x","version":"1","contract":"soon","assembly":"Medusa.Operators.Default.dll"}""", PluginFault.BadManifest)]
    [InlineData("""{"id":"x","version":"1","contract":"1.0","assembly":"../x.dll"}""", PluginFault.BadManifest)]
    [InlineData("""{"id":"x","id":"y","version":"1","contract":"1.0","assembly":"Medusa.Operators.Default.dll"}""", PluginFault.BadManifest)]
    [InlineData("""{"id":"x","version":"1","contract":"1.0","assembly":"Medusa.Operators.Default.dll"}""", PluginFault.BadFile)]
    [InlineData("""{"id":"x","version":"1","contract":"[2.0,3.0)","assembly":"Medusa.Operators.Default.dll"}""", PluginFault.ContractMismatch)]
    [InlineData("""{"id":"x","version":"1","contract":"1.0","assembly":"Medusa.Operators.Default.dll","files":{"Medusa.Operators.Default.dll":"00"}}""", PluginFault.BadFile)]
    [InlineData("""{"id":"x","version":"1","contract":"1.0","assembly":"Medusa.Operators.Default.dll","files":{"Absent.dll":"00"}}""", PluginFault.BadFile)]
    public void Reject_a_bad_plugin_and_keep_the_good_one(string manifest, PluginFault fault)
    {
        Install("a-good");
        var folder = Install("bad");
        File.WriteAllText(Path.Combine(folder, PluginManifest.FileName), manifest);
        var catalogue = Load();
        var rejected = Assert.Single(catalogue.Plugins, plugin => plugin.State == PluginState.Rejected);
        Assert.Equal(("bad", fault), (rejected.Folder, rejected.Fault!.Value));
        Assert.NotNull(catalogue.Find("medusa"));
    }

    [Fact]
    public void Reject_a_folder_without_manifest_and_a_plugin_that_is_installed_twice()
    {
        Directory.CreateDirectory(Path.Combine(root, "empty"));
        Install("one");
        Install("two");
        var catalogue = Load();
        Assert.Equal(
            [("empty", PluginFault.BadManifest), ("two", PluginFault.Duplicate)],
            catalogue.Plugins.Where(plugin => plugin.State == PluginState.Rejected).Select(rejected => (rejected.Folder, rejected.Fault!.Value)));
        Assert.Single(catalogue.Plugins, plugin => plugin.State == PluginState.Active);
    }

    [Theory]
    [InlineData("medusa", true)]
    [InlineData("medusa@1", true)]
    [InlineData("medusa@77", false)]
    [InlineData("dataselect", false)]
    public void Load_what_there_is_and_name_a_required_environment_that_is_missing(string required, bool isThere)
    {
        Install("medusa");
        using var catalogue = Load(required);
        Assert.NotNull(catalogue.Find("medusa"));
        Assert.Equal(isThere ? "" : required, string.Join(',', catalogue.MissingEnvironments));
    }

    [Fact]
    public void Offer_nothing_where_the_folder_does_not_exist()
    {
        Directory.Delete(root);
        Assert.Empty(Load().Environments);
        Directory.CreateDirectory(root);
    }

    [Theory]
    [InlineData("Medusa:MaxRows", "0")]
    [InlineData("Medusa:MaxRows", "1000001")]
    [InlineData("Medusa:MailboxCapacity", "0")]
    [InlineData("Medusa:IdleTimeout", "00:00:00")]
    public void Refuse_options_out_of_range(string name, string value)
    {
        using var services = Services(null, (name, value)).BuildServiceProvider();
        Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => services.GetRequiredService<IEpisodeEngine>());
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static ServiceCollection Services(Action<EpisodesOptions>? configure, params (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build());
        services.AddMedusaEpisodes(configure);
        return services;
    }

    private PluginCatalogue Load(params string[] required) =>
        PluginCatalogue.Load(new EpisodesOptions { PluginsPath = root, RequiredEnvironments = [.. required] }, NullLogger.Instance);

    private string Install(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        foreach (var file in Directory.EnumerateFiles(Installed))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }
}
